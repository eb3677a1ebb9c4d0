"""Tasks: made, changed, completed."""

from time import time
from typing import Any

from kommo_standin.accounts import Account
from kommo_standin.hooks.payloads import task_payload
from kommo_standin.state import Document

PLAIN = ("text", "complete_till", "entity_id", "entity_type", "task_type_id", "duration", "is_completed")


def task_create(*, account: Account, values: dict[str, Any], by: int) -> Document:
    now = int(time())
    task = {
        "id": account.next_id("tasks"),
        "created_by": values.get("created_by", by),
        "updated_by": by,
        "created_at": values.get("created_at") or now,
        "updated_at": now,
        "responsible_user_id": values.get("responsible_user_id") or account.profile["current_user_id"],
        "group_id": 0,
        "entity_id": None,
        "entity_type": None,
        "duration": 0,
        "is_completed": False,
        "task_type_id": 1,
        "text": "",
        "result": values.get("result") or [],
        "complete_till": now,
    }
    task.update({name: values[name] for name in PLAIN if values.get(name) is not None})
    account.put("tasks", task["id"], task)
    _note_closest_task(account, task)
    account.announce("add_task", entity="task", action="add", item=task_payload(task, account_id=account.id))
    account.write_event("task_added", entity_type="task", entity_id=task["id"], by=by)
    return task


def task_update(*, account: Account, task: Document, values: dict[str, Any], by: int) -> Document:
    """Change a task; completing it may carry a result {text}."""
    was_completed, old_text = task["is_completed"], task["text"]
    old_responsible = task["responsible_user_id"]
    task.update({name: values[name] for name in PLAIN if values.get(name) is not None})
    task["responsible_user_id"] = values.get("responsible_user_id") or old_responsible
    task["result"] = values.get("result") or task["result"]
    task.update(updated_at=int(time()), updated_by=by)
    account.put("tasks", task["id"], task)
    _note_closest_task(account, task)
    is_closing = task["is_completed"] and not was_completed
    has_moved = task["responsible_user_id"] != old_responsible
    item = task_payload(
        task,
        account_id=account.id,
        was_closed=is_closing,
        old_text=old_text if old_text != task["text"] else None,
        old_responsible_user_id=old_responsible if has_moved else None,
    )
    codes = ("update_task", "responsible_task") if has_moved else ("update_task",)
    account.announce(*codes, entity="task", action="update", item=item)
    if is_closing:
        account.write_event("task_completed", entity_type="task", entity_id=task["id"], by=by)
    return task


def task_delete(*, account: Account, task: Document, by: int) -> None:
    """A person throws a task away; the API has no call for it."""
    account.remove("tasks", task["id"])
    _note_closest_task(account, task)
    account.announce("delete_task", entity="task", action="delete", item={"id": task["id"]})
    account.write_event("task_deleted", entity_type="task", entity_id=task["id"], by=by)


def _note_closest_task(account: Account, task: Document) -> None:
    """The entity shows when its next open task is due."""
    if task["entity_type"] not in ("leads", "contacts"):
        return
    entity = account.get(task["entity_type"], task["entity_id"])
    if entity is None:
        return
    due = [
        other["complete_till"]
        for other in account.all("tasks")
        if (other["entity_type"], other["entity_id"]) == (task["entity_type"], task["entity_id"])
        and not other["is_completed"]
    ]
    entity["closest_task_at"] = min(due, default=None)
    account.put(task["entity_type"], entity["id"], entity)
