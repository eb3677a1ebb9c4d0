"""/api/v4/{entity}/custom_fields/groups: the tabs of a card"""

from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue

from kommo_standin.accounts import Account
from kommo_standin.answers import empty, hal, link_to
from kommo_standin.api.access import admin_required, current_account
from kommo_standin.api.body import read_item, read_items, refuse_if_wrong
from kommo_standin.errors import Problem, not_found
from kommo_standin.state import Document

blueprint = Blueprint(
    "field_groups",
    __name__,
    url_prefix="/<any(leads, contacts, companies, customers):entity_type>/custom_fields/groups",
)

WRITABLE = {"name": "string", "sort": "int", "fields": "array", "request_id": "string"}


@blueprint.get("")
def listed(entity_type: str) -> ResponseReturnValue:
    shown = [group_shape(entity_type, group) for group in _groups(current_account(), entity_type)]
    return hal({"_total_items": len(shown), "_embedded": {"custom_field_groups": shown}})


@blueprint.post("")
@admin_required()
def create(entity_type: str) -> ResponseReturnValue:
    account = current_account()
    items = read_items()
    for item in items:
        item.check(WRITABLE, required=("name",))
    refuse_if_wrong(items)
    made = []
    for item in items:
        group_id = f"{entity_type}_{account.next_id('field_group_numbers')}"
        group = {"id": group_id, "name": item.values["name"], "sort": item.values.get("sort", 10)}
        account.put(f"{entity_type}_groups", group_id, group | {"is_predefined": False})
        made.append({**group_shape(entity_type, group | {"is_predefined": False}), "request_id": item.request_id})
    return hal({"_total_items": len(made), "_embedded": {"custom_field_groups": made}}, status=201)


@blueprint.patch("/<group_id>")
@admin_required()
def update(entity_type: str, group_id: str) -> ResponseReturnValue:
    account = current_account()
    group = _existing(account, entity_type, group_id)
    item = read_item()
    item.check(WRITABLE)
    refuse_if_wrong([item])
    group.update({name: item.values[name] for name in ("name", "sort") if name in item.values})
    account.put(f"{entity_type}_groups", group_id, group)
    return hal(group_shape(entity_type, group))


@blueprint.delete("/<group_id>")
@admin_required()
def delete(entity_type: str, group_id: str) -> ResponseReturnValue:
    account = current_account()
    if _existing(account, entity_type, group_id)["is_predefined"]:
        raise Problem(422, "This group cannot be deleted")
    account.remove(f"{entity_type}_groups", group_id)
    return empty()


def group_shape(entity_type: str, group: Document) -> dict[str, Any]:
    return {
        **group,
        "type": "custom_field_group",
        "entity_type": entity_type,
        "_links": link_to(f"{entity_type}/custom_fields/groups/{group['id']}"),
    }


def _groups(account: Account, entity_type: str) -> list[Document]:
    main = {"id": "default", "name": "Main", "sort": 0, "is_predefined": True}
    return [main, *account.all(f"{entity_type}_groups")]


def _existing(account: Account, entity_type: str, group_id: str) -> Document:
    group = next((group for group in _groups(account, entity_type) if group["id"] == group_id), None)
    if group is None:
        raise not_found()
    return group
