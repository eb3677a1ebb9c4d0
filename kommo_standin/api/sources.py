"""/api/v4/sources: those of the calling integration only, so none of the account's native channels"""

from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue

from kommo_standin.accounts import Account
from kommo_standin.answers import empty, hal, link_to
from kommo_standin.api.access import current_account, current_client_id
from kommo_standin.api.body import read_items, refuse_if_wrong
from kommo_standin.api.query import query_filter, values_of
from kommo_standin.crm.pipelines import main_pipeline
from kommo_standin.errors import Problem, not_found
from kommo_standin.state import Document

blueprint = Blueprint("sources", __name__, url_prefix="/sources")

MEMBERS = {
    "name": "string",
    "external_id": "string",
    "pipeline_id": "int",
    "default": "bool",
    "origin_code": "string?",
    "services": "array",
    "request_id": "string",
}
PLAIN = ("id", "name", "pipeline_id", "external_id", "default", "origin_code", "services")


@blueprint.get("")
def listed() -> ResponseReturnValue:
    wanted = values_of(query_filter().get("external_id"))
    found = [source for source in _own(current_account()) if not wanted or source["external_id"] in wanted]
    return _collection([source_shape(source) for source in found]) if found else empty()


@blueprint.get("/<int:source_id>")
def one(source_id: int) -> ResponseReturnValue:
    source = _own_source(source_id)
    return empty() if source is None else hal(source_shape(source))


@blueprint.post("")
def create() -> ResponseReturnValue:
    account = current_account()
    items = read_items()
    taken = {source["external_id"] for source in _own(account)}
    for item in items:
        item.check(MEMBERS, required=("name", "external_id"))
        if not item.errors and item.values["external_id"] in taken:
            item.not_a_choice("external_id")
        elif not item.errors:
            taken.add(item.values["external_id"])
    refuse_if_wrong(items)
    made = []
    for item in items:
        source = {
            "pipeline_id": main_pipeline(account)["id"],
            "default": False,
            "origin_code": None,
            "services": [],
            **{name: item.values[name] for name in PLAIN if name in item.values},
            "id": account.next_id("sources"),
            "client_id": current_client_id(),
        }
        account.put("sources", source["id"], source)
        made.append({**source_shape(source), "request_id": item.request_id})
    return _collection(made)


@blueprint.patch("")
def update() -> ResponseReturnValue:
    account = current_account()
    items = read_items()
    for item in items:
        item.check({"id": "int", **MEMBERS}, required=("id",))
        if not item.errors and _own_source(item.values["id"]) is None:
            item.complain("id", "EntityNotFound", "Entity not found.")
    refuse_if_wrong(items)
    changed = []
    for item in items:
        source = _own_source(item.values["id"])
        source.update({name: item.values[name] for name in PLAIN if name in item.values})
        account.put("sources", source["id"], source)
        changed.append(source_shape(source))
    return _collection(changed)


@blueprint.delete("")
def delete_several() -> ResponseReturnValue:
    account = current_account()
    if not _own(account):
        raise not_found("The integration has no sources")
    wanted = [(item.request_id, item.values.get("id")) for item in read_items()]
    for request_id, source_id in wanted:
        if _own_source(source_id) is None:
            raise _unknown_source(request_id, source_id)
    for _, source_id in wanted:
        account.remove("sources", source_id)
    return empty()


@blueprint.delete("/<int:source_id>")
def delete(source_id: int) -> ResponseReturnValue:
    if _own_source(source_id):
        current_account().remove("sources", source_id)
    return empty()


def source_shape(source: Document) -> dict[str, Any]:
    return {**{name: source[name] for name in PLAIN}, "_links": link_to(f"sources/{source['id']}")}


def _own(account: Account) -> list[Document]:
    return [source for source in account.all("sources") if source["client_id"] == current_client_id()]


def _own_source(source_id: int) -> Document | None:
    return next((source for source in _own(current_account()) if source["id"] == source_id), None)


def _unknown_source(request_id: str, source_id: Any) -> Problem:
    """This one answer holds an object where all others hold a list of errors."""
    problem = Problem(400, "Invalid request items")
    error = {"code": "EntityNotFound", "path": "id", "detail": f"source with id = {source_id} not found"}
    problem.body["errors"] = [{"request_id": request_id, "errors": error}]
    return problem


def _collection(shown: list[dict[str, Any]]) -> ResponseReturnValue:
    return hal({"_total_items": len(shown), "_links": link_to("sources"), "_embedded": {"sources": shown}})
