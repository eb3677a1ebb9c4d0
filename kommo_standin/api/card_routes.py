"""The routes of companies and customers, which differ in their members only."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue

from kommo_standin.accounts import ROBOT, Account
from kommo_standin.answers import empty, hal, link_to
from kommo_standin.api.access import current_account
from kommo_standin.api.body import Item, read_item, read_items, refuse_if_wrong
from kommo_standin.api.entities import read_custom_fields, read_references, read_tags
from kommo_standin.api.filters import by_common_filters, by_query
from kommo_standin.api.paging import page_of
from kommo_standin.crm.cards import Kind, card_create, card_update
from kommo_standin.state import Document

WRITABLE = {
    "id": "int",
    "name": "string?",
    "responsible_user_id": "int",
    "created_by": "int",
    "updated_by": "int",
    "created_at": "int",
    "updated_at": "int",
    "custom_fields_values": "array?",
    "tags_to_add": "array?",
    "tags_to_delete": "array?",
    "request_id": "string",
    "_embedded": "object?",
}

Shape = Callable[[Account, Document], dict[str, Any]]


def card_blueprint(
    kind: Kind, *, shape: Shape, members: dict[str, str] | None = None, required: tuple[str, ...] = ()
) -> Blueprint:
    """`members` are the writable ones that other kinds do not have, `required` those a new card must hold."""
    blueprint = Blueprint(kind.name, __name__, url_prefix=f"/{kind.name}")
    writable = WRITABLE | (members or {})

    @blueprint.get("")
    def listed() -> ResponseReturnValue:
        account = current_account()
        found = by_common_filters(by_query(account.all(kind.name)))
        order = ("created_at", "updated_at", "id")
        return page_of(kind.name, found, lambda card: shape(account, card), order=order)

    @blueprint.get("/<int:card_id>")
    def one(card_id: int) -> ResponseReturnValue:
        account = current_account()
        card = account.get(kind.name, card_id)
        return empty() if card is None else hal(shape(account, card))

    @blueprint.post("")
    def create() -> ResponseReturnValue:
        account = current_account()
        items = read_items()
        read = [read_card(item, account, kind, writable=writable, required=required) for item in items]
        refuse_if_wrong(items)
        made = [
            card_create(account=account, kind=kind, values=values, by=values.get("created_by", ROBOT))
            for values in read
        ]
        written = [
            {"id": card["id"], "request_id": item.request_id, "_links": link_to(f"{kind.name}/{card['id']}")}
            for card, item in zip(made, items, strict=True)
        ]
        return hal({"_links": link_to(kind.name), "_embedded": {kind.name: written}})

    @blueprint.patch("")
    def update() -> ResponseReturnValue:
        account = current_account()
        items = read_items()
        found = [account.get(kind.name, item.values.get("id")) for item in items]
        for item, card in zip(items, found, strict=True):
            if card is None:
                item.complain("id", "EntityNotFound", "Entity not found.")
        read = [read_card(item, account, kind, writable=writable) for item in items]
        refuse_if_wrong(items)
        changed = [_change(account, kind, card, values) for card, values in zip(found, read, strict=True)]
        written = [_updated_shape(kind, card) for card in changed]
        return hal({"_links": link_to(kind.name), "_embedded": {kind.name: written}})

    @blueprint.patch("/<int:card_id>")
    def update_one(card_id: int) -> ResponseReturnValue:
        account = current_account()
        item = read_item()
        card = account.get(kind.name, card_id)
        if card is None:
            return empty()
        values = read_card(item, account, kind, writable=writable)
        refuse_if_wrong([item])
        return hal(_updated_shape(kind, _change(account, kind, card, values)))

    return blueprint


def read_card(
    item: Item, account: Account, kind: Kind, *, writable: dict[str, str], required: tuple[str, ...] = ()
) -> dict[str, Any]:
    """The values of a write, checked against the account; complaints stay with the item."""
    item.check(writable, required=required)
    values = {name: value for name, value in item.values.items() if name not in ("id", "request_id", "_embedded")}
    if item.errors:
        return values
    if "responsible_user_id" in values and account.get("users", values["responsible_user_id"]) is None:
        item.not_a_choice("responsible_user_id")
    values["custom_fields"] = read_custom_fields(item, account, entity_type=kind.name)
    values |= read_tags(item, account, entity_type=kind.name)
    for name in ("contacts", "companies"):
        linked = read_references(item, account, name=name) if name in kind.own else None
        if linked and not item.errors:
            values[name] = [reference["id"] for reference in linked]
    return values


def _change(account: Account, kind: Kind, card: Document, values: dict[str, Any]) -> Document:
    return card_update(account=account, kind=kind, card=card, values=values, by=values.get("updated_by", ROBOT))


def _updated_shape(kind: Kind, card: Document) -> dict[str, Any]:
    members = {name: card[name] for name in ("id", "name", "updated_at")}
    return {**members, "_links": link_to(f"{kind.name}/{card['id']}")}
