"""/api/v4/leads/unsorted"""

from typing import Any

from flask import Blueprint, g
from flask.typing import ResponseReturnValue

from kommo_standin.accounts import Account
from kommo_standin.answers import hal, link_to
from kommo_standin.api.access import current_account
from kommo_standin.api.body import Item, read_item, read_items, refuse_if_wrong
from kommo_standin.api.entities import reference
from kommo_standin.api.paging import page_of
from kommo_standin.api.query import ids_of, query_filter, values_of
from kommo_standin.api.unsorted_bodies import read_incoming
from kommo_standin.crm.pipelines import first_stage, stage_of
from kommo_standin.crm.unsorted import (
    CATEGORIES,
    KIND,
    SORTED,
    unsorted_accept,
    unsorted_create,
    unsorted_decline,
    unsorted_link,
)
from kommo_standin.errors import not_found
from kommo_standin.state import Document

blueprint = Blueprint("unsorted", __name__, url_prefix="/leads/unsorted")

PLAIN = ("uid", "source_uid", "source_name", "category", "pipeline_id", "created_at", "metadata")


@blueprint.get("")
def listed() -> ResponseReturnValue:
    account, wanted = current_account(), query_filter()
    uids, categories = values_of(wanted.get("uid")), values_of(wanted.get("category"))
    pipelines = ids_of(wanted.get("pipeline_id"))
    found = [
        item
        for item in account.all(KIND)
        if (not uids or item["uid"] in uids)
        and (not categories or item["category"] in categories)
        and (not pipelines or item["pipeline_id"] in pipelines)
    ]
    return page_of("unsorted", found, lambda item: unsorted_shape(account, item), order=("created_at",))


@blueprint.get("/summary")
def summary() -> ResponseReturnValue:
    account = current_account()
    waiting, done = account.all(KIND), account.all(SORTED)
    times = [item["sorted_at"] - item["created_at"] for item in done]
    counts = {name: sum(item["category"] == name for item in waiting + done) for name in CATEGORIES}
    return hal(
        {
            "total": len(waiting) + len(done),
            "accepted": sum(item["action"] == "accept" for item in done),
            "declined": sum(item["action"] == "decline" for item in done),
            "average_sort_time": sum(times) // len(times) if times else 0,
            "categories": {name: {"total": count} for name, count in counts.items()},
        }
    )


@blueprint.get("/<uid>")
def one(uid: str) -> ResponseReturnValue:
    account = current_account()
    return hal(unsorted_shape(account, _existing(account, uid)))


@blueprint.post("/<any(forms, sip):category>")
def create(category: str) -> ResponseReturnValue:
    """Chats and mails come from Kommo's own channels only."""
    account = current_account()
    items = read_items()
    read = [read_incoming(item, account, category) for item in items]
    refuse_if_wrong(items)
    made = [unsorted_create(account=account, category=category, **values) for values in read]
    shown = [
        {"uid": made_item["uid"], "account_id": account.id, "request_id": item.request_id, **_links(made_item)}
        for item, made_item in zip(items, made, strict=True)
    ]
    return hal({"_total_items": len(shown), "_embedded": {"unsorted": shown}})


@blueprint.post("/<uid>/accept")
def accept(uid: str) -> ResponseReturnValue:
    account = current_account()
    found, body = _existing(account, uid), _decision(account, {"user_id": "int", "status_id": "int"})
    pipeline = account.get("pipelines", found["pipeline_id"])
    status_id = body.values.get("status_id") or first_stage(pipeline)["id"]
    if stage_of(account, pipeline_id=pipeline["id"], status_id=status_id) is None:
        body.not_a_choice("status_id")
    refuse_if_wrong([body])
    unsorted_accept(account=account, item=found, user_id=_user_of(body), status_id=status_id)
    return hal(_decided(found))


@blueprint.delete("/<uid>/decline")
def decline(uid: str) -> ResponseReturnValue:
    account = current_account()
    found, body = _existing(account, uid), _decision(account, {"user_id": "int"})
    refuse_if_wrong([body])
    unsorted_decline(account=account, item=found, user_id=_user_of(body))
    return hal(_decided(found))


@blueprint.post("/<uid>/link")
def link(uid: str) -> ResponseReturnValue:
    """Of a chat only."""
    account = current_account()
    found, body = _existing(account, uid), read_item()
    body.check({"link": "object", "user_id": "int"}, required=("link",))
    target = body.values.get("link") or {}
    if found["category"] != "chats":
        body.not_a_choice("link")
    elif target.get("entity_type") != "leads" or account.get("leads", target.get("entity_id")) is None:
        body.not_a_choice("link.entity_id")
    refuse_if_wrong([body])
    contact_id = (target.get("metadata") or {}).get("contact_id")
    unsorted_link(
        account=account, item=found, lead_id=target["entity_id"], contact_id=contact_id, user_id=_user_of(body)
    )
    return hal({"uid": uid, "_embedded": {"leads": [reference("leads", target["entity_id"])]}})


def unsorted_shape(account: Account, item: Document) -> dict[str, Any]:
    return {**{name: item[name] for name in PLAIN}, "account_id": account.id, **_links(item)}


def _links(item: Document) -> dict[str, Any]:
    return {"_links": link_to(f"leads/unsorted/{item['uid']}"), "_embedded": _embedded(item)}


def _decided(item: Document) -> dict[str, Any]:
    return {
        **{name: item[name] for name in ("uid", "pipeline_id", "category", "created_at")},
        "_embedded": _embedded(item),
    }


def _embedded(item: Document) -> dict[str, Any]:
    contacts, leads = [reference("contacts", item["contact_id"])], [reference("leads", item["lead_id"])]
    return {"contacts": contacts, "leads": leads, "companies": []}


def _existing(account: Account, uid: str) -> Document:
    found = account.get(KIND, uid)
    if found is None:
        raise not_found("Unsorted not found")
    return found


def _decision(account: Account, members: dict[str, str]) -> Item:
    """The body of accept and decline, which may be missing altogether."""
    body = read_item(may_be_empty=True)
    body.check(members)
    if "user_id" in body.values and account.get("users", body.values["user_id"]) is None:
        body.not_a_choice("user_id")
    return body


def _user_of(body: Item) -> int:
    return body.values.get("user_id") or g.grant["user_id"]
