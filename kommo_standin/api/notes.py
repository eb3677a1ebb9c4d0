"""/api/v4/{leads|contacts}/notes and /api/v4/{leads|contacts}/{id}/notes"""

from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue

from kommo_standin.accounts import ROBOT, Account
from kommo_standin.answers import empty, hal, link_to
from kommo_standin.api.access import current_account
from kommo_standin.api.body import Item, read_items, refuse_if_wrong
from kommo_standin.api.paging import page_of
from kommo_standin.api.query import ids_of, query_filter, range_of, values_of
from kommo_standin.crm.notes import WRITABLE, note_create
from kommo_standin.state import Document

blueprint = Blueprint("notes", __name__, url_prefix="/<any(leads, contacts):entity_type>")

PLAIN = [
    "id",
    "entity_id",
    "created_by",
    "updated_by",
    "created_at",
    "updated_at",
    "responsible_user_id",
    "group_id",
    "note_type",
    "params",
]
MEMBERS = {
    "entity_id": "int",
    "note_type": "string",
    "params": "object",
    "created_by": "int",
    "responsible_user_id": "int",
    "request_id": "string",
    "is_need_to_trigger_digital_pipeline": "bool",
}


@blueprint.get("/notes")
@blueprint.get("/<int:entity_id>/notes")
def listed(entity_type: str, entity_id: int | None = None) -> ResponseReturnValue:
    account, wanted = current_account(), query_filter()
    owners = [entity_id] if entity_id is not None else ids_of(wanted.get("entity_id"))
    ids, types, moments = (
        ids_of(wanted.get("id")),
        values_of(wanted.get("note_type")),
        range_of(wanted.get("updated_at")),
    )
    found = [
        note
        for note in account.all("notes")
        if note["entity_type"] == entity_type
        and (not owners or note["entity_id"] in owners)
        and (not ids or note["id"] in ids)
        and (not types or note["note_type"] in types)
        and (not moments or moments[0] <= note["updated_at"] <= moments[1])
    ]
    return page_of("notes", found, lambda note: note_shape(account, note), order=("updated_at", "id"))


@blueprint.get("/notes/<int:note_id>")
@blueprint.get("/<int:entity_id>/notes/<int:note_id>")
def one(entity_type: str, note_id: int, entity_id: int | None = None) -> ResponseReturnValue:
    account = current_account()
    note = account.get("notes", note_id)
    if note is None or note["entity_type"] != entity_type or entity_id not in (None, note["entity_id"]):
        return empty()
    return hal(note_shape(account, note))


@blueprint.post("/notes")
@blueprint.post("/<int:entity_id>/notes")
def create(entity_type: str, entity_id: int | None = None) -> ResponseReturnValue:
    account = current_account()
    items = read_items()
    for item in items:
        if entity_id is not None:
            item.values["entity_id"] = entity_id
        _check(item, account, entity_type)
    refuse_if_wrong(items)
    made = [
        note_create(
            account=account, entity_type=entity_type, entity_id=item.values["entity_id"], values=item.values, by=ROBOT
        )
        for item in items
    ]
    written = [
        {"id": note["id"], "entity_id": note["entity_id"], "request_id": item.request_id, "_links": _link(note)}
        for note, item in zip(made, items, strict=True)
    ]
    return hal({"_links": link_to(f"{entity_type}/notes"), "_embedded": {"notes": written}})


def note_shape(account: Account, note: Document) -> dict[str, Any]:
    return {**{name: note[name] for name in PLAIN}, "account_id": account.id, "_links": _link(note)}


def _link(note: Document) -> dict[str, Any]:
    return link_to(f"{note['entity_type']}/{note['entity_id']}/notes/{note['id']}")


def _check(item: Item, account: Account, entity_type: str) -> None:
    item.check(MEMBERS, required=("entity_id", "note_type", "params"))
    if item.errors:
        return
    if account.get(entity_type, item.values["entity_id"]) is None:
        item.not_a_choice("entity_id")
    needed = WRITABLE.get(item.values["note_type"])
    if needed is None:
        item.not_a_choice("note_type")
    for name in needed or ():
        if item.values["params"].get(name) in (None, ""):
            item.complain(f"params.{name}", "FieldMissing", "This field is missing.")
    if not isinstance(item.values["params"].get("text", ""), str):
        item.complain("params.text", "InvalidType", "This value should be of type string.")
