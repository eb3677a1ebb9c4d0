"""/api/v4/{leads|contacts|companies|customers}/notes and the same below one entity: /api/v4/leads/{id}/notes"""

from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue

from kommo_standin.accounts import ROBOT, Account
from kommo_standin.answers import empty, hal, link_to
from kommo_standin.api.access import current_account
from kommo_standin.api.body import Item, read_item, read_items, refuse_if_wrong
from kommo_standin.api.paging import page_of
from kommo_standin.api.query import ids_of, query_filter, range_of, requested_with, values_of
from kommo_standin.brands import brand_of
from kommo_standin.crm.notes import WRITABLE, note_create, note_update
from kommo_standin.errors import not_found
from kommo_standin.state import Document

blueprint = Blueprint("notes", __name__, url_prefix="/<any(leads, contacts, companies, customers):entity_type>")

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
    "id": "int",
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
    note = _existing(account, entity_type, note_id, entity_id)
    return empty() if note is None else hal(note_shape(account, note))


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


@blueprint.patch("/notes")
@blueprint.patch("/<int:entity_id>/notes")
def update(entity_type: str, entity_id: int | None = None) -> ResponseReturnValue:
    account = current_account()
    items = read_items()
    notes = [_existing(account, entity_type, item.values.get("id"), entity_id) for item in items]
    for item, note in zip(items, notes, strict=True):
        _check_change(item, note)
    refuse_if_wrong(items)
    written = [_changed(account, note, item) for note, item in zip(notes, items, strict=True)]
    return hal({"_links": link_to(f"{entity_type}/notes"), "_embedded": {"notes": written}})


@blueprint.patch("/notes/<int:note_id>")
@blueprint.patch("/<int:entity_id>/notes/<int:note_id>")
def update_one(entity_type: str, note_id: int, entity_id: int | None = None) -> ResponseReturnValue:
    account = current_account()
    item = read_item()
    note = _existing(account, entity_type, note_id, entity_id)
    _check_change(item, note)
    refuse_if_wrong([item])
    return hal(_changed(account, note, item))


@blueprint.post("/notes/<int:note_id>/<any(pin, unpin):action>")
def pin(entity_type: str, note_id: int, action: str) -> ResponseReturnValue:
    account = current_account()
    note = _existing(account, entity_type, note_id)
    if note is None:
        raise not_found()
    account.put("notes", note_id, note | {"is_pinned": action == "pin"})
    return empty()


def note_shape(account: Account, note: Document) -> dict[str, Any]:
    pinned = {"is_pinned": note["is_pinned"]} if "is_pinned" in requested_with() else {}
    return {**{name: note[name] for name in PLAIN}, "account_id": account.id, **pinned, "_links": _link(note)}


def _existing(account: Account, entity_type: str, note_id: Any, entity_id: int | None = None) -> Document | None:
    note = account.get("notes", note_id) if isinstance(note_id, int) else None
    if note is None or note["entity_type"] != entity_type or entity_id not in (None, note["entity_id"]):
        return None
    return note


def _changed(account: Account, note: Document, item: Item) -> dict[str, Any]:
    note_update(account=account, note=note, params=item.values["params"], by=ROBOT)
    return {"id": note["id"], "entity_id": note["entity_id"], "updated_at": note["updated_at"], "_links": _link(note)}


def _link(note: Document) -> dict[str, Any]:
    return link_to(f"{note['entity_type']}/{note['entity_id']}/notes/{note['id']}")


def _check(item: Item, account: Account, entity_type: str) -> None:
    item.check(MEMBERS, required=("entity_id", "note_type", "params"))
    if item.errors:
        return
    if account.get(entity_type, item.values["entity_id"]) is None:
        item.not_a_choice("entity_id")
    if item.values["note_type"] not in WRITABLE or item.values["note_type"] in brand_of(account).foreign_notes:
        item.not_a_choice("note_type")
        return
    _check_params(item)


def _check_change(item: Item, note: Document | None) -> None:
    """The type cannot change, and what only Kommo writes cannot change at all."""
    item.check(MEMBERS, required=("params",))
    if note is None:
        item.complain("id", "EntityNotFound", "Entity not found.")
    elif item.values.get("note_type", note["note_type"]) != note["note_type"] or note["note_type"] not in WRITABLE:
        item.not_a_choice("note_type")
    if not item.errors:
        item.values["note_type"] = note["note_type"]
        _check_params(item)


def _check_params(item: Item) -> None:
    for name in WRITABLE[item.values["note_type"]]:
        if item.values["params"].get(name) in (None, ""):
            item.complain(f"params.{name}", "FieldMissing", "This field is missing.")
    if not isinstance(item.values["params"].get("text", ""), str):
        item.complain("params.text", "InvalidType", "This value should be of type string.")
