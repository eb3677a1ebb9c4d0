"""/api/v4/leads/pipelines: pipelines"""

from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue

from kommo_standin.accounts import Account
from kommo_standin.answers import empty, hal, link_to
from kommo_standin.api.access import admin_required, current_account
from kommo_standin.api.body import read_item, read_items, refuse_if_wrong
from kommo_standin.api.stages import STAGE_MEMBERS, new_stage, stage_shape
from kommo_standin.crm.pipelines import INCOMING, LOST, WON, pipelines_in_order
from kommo_standin.errors import Problem, not_found
from kommo_standin.state import Document

blueprint = Blueprint("pipelines", __name__, url_prefix="/leads/pipelines")

MOST_PIPELINES = 50
PLAIN = ("id", "name", "sort", "is_main", "is_unsorted_on", "is_archive")
WRITABLE = {
    "name": "string",
    "sort": "int",
    "is_main": "bool",
    "is_unsorted_on": "bool",
    "request_id": "string",
    "_embedded": "object",
}
FIXED_STAGES = (
    {"id": WON, "name": "Closed - won", "sort": 10000, "color": "#CCFF66"},
    {"id": LOST, "name": "Closed - lost", "sort": 11000, "color": "#D5D8DB"},
)


@blueprint.get("")
def listed() -> ResponseReturnValue:
    account = current_account()
    shown = [pipeline_shape(account, pipeline) for pipeline in pipelines_in_order(account)]
    return hal({"_total_items": len(shown), "_links": link_to("leads/pipelines"), "_embedded": {"pipelines": shown}})


@blueprint.get("/<int:pipeline_id>")
def one(pipeline_id: int) -> ResponseReturnValue:
    account = current_account()
    return hal(pipeline_shape(account, existing_pipeline(account, pipeline_id)))


@blueprint.post("")
@admin_required()
def create() -> ResponseReturnValue:
    account = current_account()
    items = read_items()
    for item in items:
        item.check(WRITABLE, required=("name",))
        stages = (item.values.get("_embedded") or {}).get("statuses", [])
        if not isinstance(stages, list) or not all(isinstance(stage, dict) for stage in stages):
            item.complain("_embedded.statuses", "InvalidType", "This value should be of type array.")
    refuse_if_wrong(items)
    if len(account.all("pipelines")) + len(items) > MOST_PIPELINES:
        raise Problem(422, f"No more than {MOST_PIPELINES} pipelines")
    made = [{**pipeline_shape(account, _make(account, item.values)), "request_id": item.request_id} for item in items]
    return hal({"_total_items": len(made), "_links": link_to("leads/pipelines"), "_embedded": {"pipelines": made}})


@blueprint.patch("/<int:pipeline_id>")
@admin_required()
def update(pipeline_id: int) -> ResponseReturnValue:
    account = current_account()
    pipeline = existing_pipeline(account, pipeline_id)
    item = read_item()
    item.check({name: kind for name, kind in WRITABLE.items() if name != "_embedded"})
    refuse_if_wrong([item])
    changes = {name: value for name, value in item.values.items() if name in PLAIN and name != "is_main"}
    pipeline.update(changes)
    account.put("pipelines", pipeline_id, pipeline)
    if item.values.get("is_main"):
        _make_main(account, pipeline)
    return hal(pipeline_shape(account, pipeline))


@blueprint.delete("/<int:pipeline_id>")
@admin_required()
def delete(pipeline_id: int) -> ResponseReturnValue:
    account = current_account()
    pipeline = existing_pipeline(account, pipeline_id)
    if pipeline["is_main"] or any(lead["pipeline_id"] == pipeline_id for lead in account.all("leads")):
        raise Problem(422, "The main pipeline, or one that holds leads, cannot be deleted")
    account.remove("pipelines", pipeline_id)
    return empty()


def existing_pipeline(account: Account, pipeline_id: int) -> Document:
    pipeline = account.get("pipelines", pipeline_id)
    if pipeline is None:
        raise not_found()
    return pipeline


def pipeline_shape(account: Account, pipeline: Document) -> dict[str, Any]:
    stages = sorted(pipeline["statuses"], key=lambda stage: stage["sort"])
    return {
        **{name: pipeline[name] for name in PLAIN},
        "account_id": account.id,
        "_links": link_to(f"leads/pipelines/{pipeline['id']}"),
        "_embedded": {"statuses": [stage_shape(account, pipeline, stage) for stage in stages]},
    }


def _make(account: Account, values: dict[str, Any]) -> Document:
    """A pipeline with its incoming stage, the stages asked for, and 142 and 143 (which may be renamed)."""
    wanted = (values.get("_embedded") or {}).get("statuses", [])
    names = {stage.get("id"): stage.get("name") for stage in wanted}
    pipeline = {
        "id": account.next_id("pipelines"),
        "name": values["name"],
        "sort": values.get("sort", 10),
        "is_main": False,
        "is_unsorted_on": values.get("is_unsorted_on", True),
        "is_archive": False,
        "statuses": [
            new_stage(account, name="Incoming leads", sort=10, color="#c1c1c1", type=INCOMING, is_editable=False),
            *(
                new_stage(account, **{name: stage[name] for name in STAGE_MEMBERS if name in stage})
                for stage in wanted
                if stage.get("id") not in (WON, LOST)
            ),
            *(
                {**new_stage(account, **stage, is_editable=False), "name": names.get(stage["id"]) or stage["name"]}
                for stage in FIXED_STAGES
            ),
        ],
    }
    account.put("pipelines", pipeline["id"], pipeline)
    if values.get("is_main"):
        _make_main(account, pipeline)
    return pipeline


def _make_main(account: Account, main: Document) -> None:
    for pipeline in account.all("pipelines"):
        pipeline["is_main"] = pipeline["id"] == main["id"]
        account.put("pipelines", pipeline["id"], pipeline)
