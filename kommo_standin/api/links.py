"""/api/v4/{entity}/{id}/links, link, unlink: what belongs to what"""

from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue

from kommo_standin.accounts import Account
from kommo_standin.answers import empty, hal, link_to
from kommo_standin.api.access import current_account
from kommo_standin.api.body import Item, read_items, refuse_if_wrong
from kommo_standin.api.query import ids_of, query_filter, values_of
from kommo_standin.crm.links import Link, link_add, link_remove, links_of
from kommo_standin.errors import not_found

blueprint = Blueprint("links", __name__, url_prefix="/<any(leads, contacts, companies, customers):entity_type>")

MEMBERS = {"to_entity_id": "int", "to_entity_type": "string", "metadata": "object?", "request_id": "string"}
TYPES = ("leads", "contacts", "companies", "customers")


@blueprint.get("/<int:entity_id>/links")
def listed(entity_type: str, entity_id: int) -> ResponseReturnValue:
    account = current_account()
    _check_exists(account, entity_type, entity_id)
    wanted = query_filter()
    ids, types = ids_of(wanted.get("to_entity_id")), values_of(wanted.get("to_entity_type"))
    found = [
        {"to_entity_id": link.id, "to_entity_type": link.type, "metadata": _metadata(link)}
        for link in links_of(account, entity_type, entity_id)
        if (not ids or link.id in ids) and (not types or link.type in types)
    ]
    return _answer(entity_type, entity_id, found)


@blueprint.post("/<int:entity_id>/link")
def link(entity_type: str, entity_id: int) -> ResponseReturnValue:
    account = current_account()
    _check_exists(account, entity_type, entity_id)
    made = []
    for wanted in _read(account):
        link_add(account, entity_type, entity_id, wanted)
        target = {"to_entity_id": wanted.id, "to_entity_type": wanted.type, "metadata": _metadata(wanted)}
        made.append({"entity_id": entity_id, "entity_type": entity_type, **target})
    return _answer(entity_type, entity_id, made)


@blueprint.post("/<int:entity_id>/unlink")
def unlink(entity_type: str, entity_id: int) -> ResponseReturnValue:
    account = current_account()
    _check_exists(account, entity_type, entity_id)
    for unwanted in _read(account):
        link_remove(account, entity_type, entity_id, unwanted)
    return empty()


def _read(account: Account) -> list[Link]:
    items = read_items()
    read = [_read_item(account, item) for item in items]
    refuse_if_wrong(items)
    return read


def _read_item(account: Account, item: Item) -> Link:
    item.check(MEMBERS, required=("to_entity_id", "to_entity_type"))
    kind, key = item.values.get("to_entity_type"), item.values.get("to_entity_id")
    if not item.errors and kind not in TYPES:
        item.not_a_choice("to_entity_type")
    elif not item.errors and account.get(kind, key) is None:
        item.not_a_choice("to_entity_id")
    is_main = bool((item.values.get("metadata") or {}).get("is_main"))
    return Link(type=str(kind), id=key or 0, is_main=is_main)


def _check_exists(account: Account, entity_type: str, entity_id: int) -> None:
    if account.get(entity_type, entity_id) is None:
        raise not_found()


def _metadata(found: Link) -> dict[str, Any] | None:
    return {"main_contact": found.is_main} if found.type == "contacts" else None


def _answer(entity_type: str, entity_id: int, links: list[dict[str, Any]]) -> ResponseReturnValue:
    where = link_to(f"{entity_type}/{entity_id}/links")
    return hal({"_total_items": len(links), "_links": where, "_embedded": {"links": links}})
