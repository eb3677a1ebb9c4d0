"""/api/v4/contacts/chats: which chats belong to which contacts"""

from typing import Any

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from kommo_standin.accounts import Account
from kommo_standin.answers import empty, hal
from kommo_standin.api.access import current_account
from kommo_standin.api.body import read_items, refuse_if_wrong
from kommo_standin.errors import Problem
from kommo_standin.state import Document

blueprint = Blueprint("contact_chats", __name__, url_prefix="/contacts/chats")

KIND = "contact_chats"
MEMBERS = {"contact_id": "int", "chat_id": "string", "request_id": "string"}


@blueprint.get("")
def listed() -> ResponseReturnValue:
    contact_id, chat_id = request.args.get("contact_id"), request.args.get("chat_id")
    if contact_id is None and chat_id is None:
        raise Problem(400, "Either contact_id or chat_id is required")
    found = [
        link
        for link in _links(current_account())
        if contact_id in (None, str(link["contact_id"])) and chat_id in (None, link["chat_id"])
    ]
    return _collection(found) if found else empty()


@blueprint.post("")
def link() -> ResponseReturnValue:
    account = current_account()
    items = read_items()
    known = {talk["chat_id"] for talk in account.all("talks")}
    for item in items:
        item.check(
            {"contact_id": "int", "chat_id": "string", "request_id": "string"}, required=("contact_id", "chat_id")
        )
        if not item.errors and account.get("contacts", item.values["contact_id"]) is None:
            item.not_a_choice("contact_id")
        if not item.errors and item.values["chat_id"] not in known:
            item.not_a_choice("chat_id")
    refuse_if_wrong(items)
    return _collection([_link(account, item.values) | {"request_id": item.request_id} for item in items])


def _links(account: Account) -> list[Document]:
    """Those that were made, and those that come with a talk."""
    for talk in account.all("talks"):
        _link(account, talk)
    return account.all(KIND)


def _link(account: Account, pair: dict[str, Any]) -> Document:
    wanted = {name: pair[name] for name in ("chat_id", "contact_id")}
    for link in account.all(KIND):
        if {name: link[name] for name in wanted} == wanted:
            return link
    link_id = account.next_id(KIND)
    return account.put(KIND, link_id, wanted | {"id": link_id})


def _collection(links: list[Document]) -> ResponseReturnValue:
    return hal({"_total_items": len(links), "_embedded": {"chats": links}})
