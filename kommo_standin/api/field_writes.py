"""Writes of /api/v4/{entity}/custom_fields: definitions made, changed, deleted. Administrators only."""

from typing import Any

from flask.typing import ResponseReturnValue

from kommo_standin.accounts import Account
from kommo_standin.answers import empty, hal
from kommo_standin.api.access import admin_required, current_account
from kommo_standin.api.body import Item, read_item, read_items, refuse_if_wrong
from kommo_standin.api.custom_fields import blueprint, existing_field, field_shape
from kommo_standin.crm.field_values import READERS
from kommo_standin.errors import Problem
from kommo_standin.state import Document

WRITABLE = {
    "id": "int",
    "name": "string",
    "type": "string",
    "code": "string?",
    "sort": "int",
    "group_id": "string?",
    "is_api_only": "bool",
    "required_statuses": "array?",
    "enums": "array?",
    "remind": "string?",
    "currency": "string?",
    "chained_lists": "array?",
    "request_id": "string",
}
MEMBERS = ("name", "code", "sort", "group_id", "is_api_only", "required_statuses", "chained_lists")


@blueprint.post("")
@admin_required()
def create(entity_type: str) -> ResponseReturnValue:
    account = current_account()
    items = read_items()
    for item in items:
        item.check(WRITABLE, required=("name", "type"))
        if item.values.get("type") not in READERS:
            item.not_a_choice("type")
        _check_enums(item, known=[])
    refuse_if_wrong(items)
    made = []
    for item in items:
        field = _new_field(account, entity_type, item.values)
        made.append({**field_shape(account, entity_type, field), "request_id": item.request_id})
    return hal({"_total_items": len(made), "_embedded": {"custom_fields": made}}, status=201)


@blueprint.patch("/<int:field_id>")
@admin_required()
def update(entity_type: str, field_id: int) -> ResponseReturnValue:
    account = current_account()
    field = existing_field(account, entity_type, field_id)
    item = read_item()
    item.check(WRITABLE)
    _check_enums(item, known=[enum["id"] for enum in field["enums"] or []])
    refuse_if_wrong([item])
    field.update({name: item.values[name] for name in MEMBERS if name in item.values})
    if "enums" in item.values:
        field["enums"] = _enums(account, item.values["enums"])
    account.put(f"{entity_type}_fields", field_id, field)
    return hal(field_shape(account, entity_type, field))


@blueprint.delete("/<int:field_id>")
@admin_required()
def delete(entity_type: str, field_id: int) -> ResponseReturnValue:
    account = current_account()
    if existing_field(account, entity_type, field_id)["code"] is not None:
        raise Problem(422, "This field cannot be deleted")
    account.remove(f"{entity_type}_fields", field_id)
    return empty()


def _new_field(account: Account, entity_type: str, values: dict[str, Any]) -> Document:
    kind = f"{entity_type}_fields"
    field = {
        "id": account.next_id(kind),
        "type": values["type"],
        "code": None,
        "sort": 500 + len(account.all(kind)),
        **{name: values[name] for name in MEMBERS if name in values},
        "enums": _enums(account, values.get("enums")),
    }
    return account.put(kind, field["id"], field)


def _enums(account: Account, wanted: list[dict[str, Any]] | None) -> list[dict[str, Any]] | None:
    """The list replaces the old one: who is left out is gone, who has an id stays the same choice."""
    listed = [
        {"id": enum.get("id") or account.next_id("enums"), "value": enum["value"], "sort": enum.get("sort", index)}
        for index, enum in enumerate(wanted or [], start=1)
    ]
    return listed or None


def _check_enums(item: Item, *, known: list[int]) -> None:
    wanted = item.values.get("enums")
    if not isinstance(wanted, list):
        return
    for index, enum in enumerate(wanted):
        if not isinstance(enum, dict) or not isinstance(enum.get("value"), str):
            item.complain(f"enums.{index}.value", "FieldMissing", "This field is missing.")
        elif "id" in enum and enum["id"] not in known:
            item.not_a_choice(f"enums.{index}.id")
