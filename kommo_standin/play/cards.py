"""Under /_play: what people, mail and Kommo itself put on cards: tasks finished or thrown away, notes of any type."""

from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue

from kommo_standin.accounts import ROBOT
from kommo_standin.crm.notes import SINGULAR, note_create
from kommo_standin.crm.tasks import task_delete, task_update
from kommo_standin.errors import BadInput
from kommo_standin.play.inputs import existing, read_account, read_body

blueprint = Blueprint("cards", __name__)


@blueprint.post("/notes")
def write_note() -> ResponseReturnValue:
    """A note of any `note_type`, also one that only Kommo writes; `entity_type` defaults to leads."""
    body = read_body()
    account, entity_type = read_account(body), body.text("entity_type", "leads")
    if entity_type not in SINGULAR:
        raise BadInput("entity_type", f"must be one of {', '.join(SINGULAR)}")
    entity = existing(account, entity_type, body.id("entity_id"), named=SINGULAR[entity_type])
    values = {"note_type": body.text("note_type", "common"), "params": body.object("params").members}
    by = body.id("user_id", ROBOT)
    note = note_create(account=account, entity_type=entity_type, entity_id=entity["id"], values=values, by=by)
    return {"id": note["id"]}, 201


@blueprint.post("/tasks/<int:task_id>/complete")
def complete_task(task_id: int) -> ResponseReturnValue:
    """A person finishes a task in Kommo, with a `result` or without."""
    body = read_body()
    account = read_account(body)
    task = existing(account, "tasks", task_id, named="task")
    values: dict[str, Any] = {"is_completed": True}
    if body.has("result"):
        values["result"] = {"text": body.text("result")}
    task_update(account=account, task=task, values=values, by=account.profile["current_user_id"])
    return {"id": task_id, "is_completed": True}


@blueprint.delete("/tasks/<int:task_id>")
def delete_task(task_id: int) -> ResponseReturnValue:
    account = read_account(read_body())
    task = existing(account, "tasks", task_id, named="task")
    task_delete(account=account, task=task, by=account.profile["current_user_id"])
    return {"id": task_id}
