"""/api/v4/leads/pipelines/{id}/statuses: the stages of one pipeline"""

from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue

from kommo_standin.accounts import Account
from kommo_standin.answers import empty, hal, link_to
from kommo_standin.api.access import admin_required, current_account
from kommo_standin.api.body import read_item, read_items, refuse_if_wrong
from kommo_standin.crm.pipelines import stage_of
from kommo_standin.errors import Problem, not_found
from kommo_standin.state import Document

blueprint = Blueprint("stages", __name__, url_prefix="/leads/pipelines/<int:pipeline_id>/statuses")

MOST_STAGES = 100
PLAIN = ("id", "name", "sort", "is_editable")
STAGE_MEMBERS = ("name", "sort", "color")
WRITABLE = {"name": "string", "sort": "int", "color": "string", "request_id": "string"}


@blueprint.get("")
def listed(pipeline_id: int) -> ResponseReturnValue:
    account = current_account()
    pipeline = _pipeline(account, pipeline_id)
    stages = sorted(pipeline["statuses"], key=lambda stage: stage["sort"])
    shown = [stage_shape(account, pipeline, stage) for stage in stages]
    return hal({"_total_items": len(shown), "_embedded": {"statuses": shown}})


@blueprint.get("/<int:status_id>")
def one(pipeline_id: int, status_id: int) -> ResponseReturnValue:
    account = current_account()
    return hal(stage_shape(account, _pipeline(account, pipeline_id), _stage(account, pipeline_id, status_id)))


@blueprint.post("")
@admin_required()
def create(pipeline_id: int) -> ResponseReturnValue:
    account = current_account()
    pipeline = _pipeline(account, pipeline_id)
    items = read_items()
    for item in items:
        item.check(WRITABLE, required=("name",))
    refuse_if_wrong(items)
    if len(pipeline["statuses"]) + len(items) > MOST_STAGES:
        raise Problem(422, f"No more than {MOST_STAGES} stages in a pipeline")
    made = []
    for item in items:
        members = {name: item.values[name] for name in STAGE_MEMBERS if name in item.values}
        stage = new_stage(account, **members)
        pipeline["statuses"].append(stage)
        made.append({**stage_shape(account, pipeline, stage), "request_id": item.request_id})
    account.put("pipelines", pipeline_id, pipeline)
    return hal({"_total_items": len(made), "_embedded": {"statuses": made}})


@blueprint.patch("/<int:status_id>")
@admin_required()
def update(pipeline_id: int, status_id: int) -> ResponseReturnValue:
    account = current_account()
    pipeline, stage = _pipeline(account, pipeline_id), _stage(account, pipeline_id, status_id)
    item = read_item()
    item.check(WRITABLE)
    refuse_if_wrong([item])
    if not stage["is_editable"]:
        raise Problem(422, "This stage cannot be changed")
    stage.update({name: item.values[name] for name in STAGE_MEMBERS if name in item.values})
    account.put("pipelines", pipeline_id, pipeline)
    return hal(stage_shape(account, pipeline, stage))


@blueprint.delete("/<int:status_id>")
@admin_required()
def delete(pipeline_id: int, status_id: int) -> ResponseReturnValue:
    account = current_account()
    pipeline, stage = _pipeline(account, pipeline_id), _stage(account, pipeline_id, status_id)
    in_use = any((lead["pipeline_id"], lead["status_id"]) == (pipeline_id, status_id) for lead in account.all("leads"))
    if in_use or not stage["is_editable"]:
        raise Problem(422, "A stage that holds leads, or one of Kommo's own, cannot be deleted")
    pipeline["statuses"].remove(stage)
    account.put("pipelines", pipeline_id, pipeline)
    return empty()


def new_stage(account: Account, **members: Any) -> Document:
    """A stage that is not in any pipeline yet; without an `id` it gets a new one."""
    stage = {"name": "", "sort": 20, "is_editable": True, "color": "#99ccff", "type": 0, **members}
    return {"id": members.get("id") or account.next_id("stages"), **stage}


def stage_shape(account: Account, pipeline: Document, stage: Document) -> dict[str, Any]:
    return {
        **{name: stage[name] for name in PLAIN},
        "pipeline_id": pipeline["id"],
        "color": stage["color"],
        "type": stage["type"],
        "account_id": account.id,
        "_links": link_to(f"leads/pipelines/{pipeline['id']}/statuses/{stage['id']}"),
    }


def _pipeline(account: Account, pipeline_id: int) -> Document:
    pipeline = account.get("pipelines", pipeline_id)
    if pipeline is None:
        raise not_found()
    return pipeline


def _stage(account: Account, pipeline_id: int, status_id: int) -> Document:
    stage = stage_of(account, pipeline_id=pipeline_id, status_id=status_id)
    if stage is None:
        raise not_found()
    return stage
