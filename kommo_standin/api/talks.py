"""/api/v4/talks"""

from time import time
from typing import Any

from flask import Blueprint, g
from flask.typing import ResponseReturnValue

from kommo_standin.accounts import ROBOT, Account
from kommo_standin.answers import empty, hal, link_to
from kommo_standin.api.access import current_account, current_client_id, scope_required
from kommo_standin.api.body import Item, read_item, refuse_if_wrong
from kommo_standin.api.entities import reference
from kommo_standin.api.paging import page_of
from kommo_standin.api.query import ids_of, query_filter, range_of
from kommo_standin.brands import brand_of
from kommo_standin.crm.messages import bot, manager, message_send, messages_of
from kommo_standin.crm.talks import talk_close
from kommo_standin.errors import Problem, not_found
from kommo_standin.kommo import current_kommo
from kommo_standin.state import EVERYWHERE, Document

blueprint = Blueprint("talks", __name__, url_prefix="/talks")

DELIVERY_TAKES = 1.0
"""Seconds during which a message that will be delivered still shows as sent."""

PLAIN = ["talk_id", "created_at", "updated_at", "rate", "contact_id", "chat_id", "entity_id", "entity_type"]
ATTACHMENT_MEMBERS = ("type", "drive_uuid", "drive_version_uuid")


@blueprint.get("")
def listed() -> ResponseReturnValue:
    account = current_account()
    if not brand_of(account).can_chat:
        raise not_found()
    wanted = query_filter()
    talks = account.all("talks")
    for name in ("talk_id", "contact_id"):
        if name in wanted:
            talks = [talk for talk in talks if talk[name] in ids_of(wanted[name])]
    # Without the type Kommo ignores the entity's id silently.
    if wanted.get("entity_type") in ("lead", "customer") and "entity_id" in wanted:
        owner = wanted["entity_type"], ids_of(wanted["entity_id"])
        talks = [talk for talk in talks if talk["entity_type"] == owner[0] and talk["entity_id"] in owner[1]]
    if "only_in_work" in wanted:
        talks = [talk for talk in talks if talk["is_in_work"]]
    return page_of("talks", talks, lambda talk: talk_shape(account, talk))


@blueprint.get("/<int:talk_id>")
def one(talk_id: int) -> ResponseReturnValue:
    account = current_account()
    return hal(talk_shape(account, existing_talk(account, talk_id)))


@blueprint.post("/<int:talk_id>/close")
def close(talk_id: int) -> ResponseReturnValue:
    account = current_account()
    talk = existing_talk(account, talk_id)
    if not talk["is_in_work"]:
        raise Problem(422, "Talk is closed")
    talk_close(account=account, talk=talk, by=ROBOT)
    return empty(202)


@blueprint.get("/<int:talk_id>/messages")
@scope_required("list_external_messages")
def messages(talk_id: int) -> ResponseReturnValue:
    account = current_account()
    if not current_kommo().settings.chat_history:
        raise Problem(403, "Invalid scope")
    talk = existing_talk(account, talk_id)
    limits = range_of(query_filter().get("created_at")) or (float("-inf"), float("inf"))
    found = [message for message in messages_of(account, talk) if limits[0] <= message["created_at"] <= limits[1]]
    return page_of("messages", found, lambda message: message_shape(message, origin=talk["origin"]))


@blueprint.post("/<int:talk_id>/send_message")
@scope_required("send_external_messages")
def send_message(talk_id: int) -> ResponseReturnValue:
    """202 with the id of a message that is queued. Each accepted request costs one of the account's quota."""
    account, kommo = current_account(), current_kommo()
    if kommo.settings.send_message == "no_scope":
        raise Problem(403, "Invalid scope")
    if kommo.settings.send_message == "no_plan":
        raise Problem(402, "Endpoint not available for current account tariff")
    talk = existing_talk(account, talk_id)
    item = read_item()
    attachment = _read_message(item)
    refuse_if_wrong([item])
    if not talk["is_in_work"]:
        raise Problem(422, "Talk is closed")
    used = account.get("quotas", "send_message") or {"used": 0}
    if used["used"] >= kommo.settings.send_quota:
        raise Problem(402, "Over chat API limit")
    used["used"] += 1
    account.put("quotas", "send_message", used)
    message = message_send(
        account=account,
        talk=talk,
        text=item.values.get("text") or "",
        author=_author(account),
        attachment=attachment,
        delivery_status=kommo.settings.delivery_status,
        is_announced=kommo.settings.hook_after_send_message,
    )
    return hal({"id": message["id"]}, 202)


def existing_talk(account: Account, talk_id: int) -> Document:
    talk = account.get("talks", talk_id)
    if talk is None:
        raise not_found()
    return talk


def talk_shape(account: Account, talk: Document) -> dict[str, Any]:
    return {
        **{name: talk[name] for name in PLAIN},
        "status": "in_work" if talk["is_in_work"] else "closed",
        "is_in_work": talk["is_in_work"],
        "is_read": talk["is_read"],
        "origin": talk["origin"],
        "source_id": talk["source_id"],
        "missed_at": talk["missed_at"],
        "account_id": account.id,
        "_links": link_to(f"talks/{talk['talk_id']}"),
        "_embedded": {
            "contacts": [reference("contacts", talk["contact_id"])],
            "leads": [reference("leads", talk["entity_id"])] if talk["entity_id"] else [],
            "customers": [],
        },
    }


def message_shape(message: Document, *, origin: str) -> dict[str, Any]:
    status = message["delivery_status"]
    if status == "delivered" and time() - message["created_at"] < DELIVERY_TAKES:
        status = "sent"
    return {
        "id": message["id"],
        "type": message["type"],
        "message_type": message["message_type"],
        "origin": origin,
        "author": message["author"],
        "text": message["text"],
        "delivery_status": status,
        **({"attachment": message["attachment"]} if message["attachment"] else {}),
        "created_at": message["created_at"],
    }


def _author(account: Account) -> dict[str, Any]:
    kommo = current_kommo()
    if kommo.settings.send_message_author == "internal":
        return manager(account, account.get("users", g.grant["user_id"]))
    integration = kommo.store.get(EVERYWHERE, "integrations", current_client_id())
    return bot(account, integration["name"] if integration else "Integration")


def _read_message(item: Item) -> dict[str, Any] | None:
    """The attachment of a message, or None; complains when there is neither text nor attachment."""
    item.check({"text": "string?", "attachment": "object?"})
    if item.errors:
        return None
    attachment = item.values.get("attachment")
    if not attachment:
        if not (item.values.get("text") or "").strip():
            item.complain("text", "FieldMissing", "This field is missing.")
        return None
    for name in ATTACHMENT_MEMBERS:
        if not isinstance(attachment.get(name), str):
            item.complain(f"attachment.{name}", "FieldMissing", "This field is missing.")
    link = f"https://drive-b.kommo.com/download/{attachment.get('drive_uuid')}"
    return {"type": attachment.get("type"), "link": link, "file_name": attachment.get("type")}
