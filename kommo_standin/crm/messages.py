"""Messages: what the customer, a manager or a bot writes in a talk."""

from time import time
from typing import Any
from uuid import NAMESPACE_URL, uuid4, uuid5

from kommo_standin.accounts import ROBOT, Account
from kommo_standin.crm.talks import talk_change
from kommo_standin.hooks.payloads import message_payload
from kommo_standin.state import Document


def message_receive(
    *,
    account: Account,
    talk: Document,
    text: str,
    attachment: dict[str, Any] | None = None,
    message_id: str | None = None,
    created_at: int | None = None,
) -> Document:
    """The customer writes. The same `message_id` again is announced again, as a repeated hook, but kept once."""
    message = account.get("messages", message_id) or {
        "id": message_id or str(uuid4()),
        "talk_id": talk["talk_id"],
        "type": "incoming",
        "message_type": attachment["type"] if attachment else "text",
        "text": text,
        "attachment": attachment,
        "author": customer_of(account, talk),
        "created_at": created_at or int(time()),
        "delivery_status": None,
    }
    account.put("messages", message["id"], message)
    account.announce("add_message", entity="message", action="add", item=message_payload(message, talk=talk))
    talk_change(account=account, talk=talk, is_read=False)
    _write_event(account, talk, message, "incoming_chat_message", by=ROBOT)
    return message


def message_send(
    *,
    account: Account,
    talk: Document,
    text: str,
    author: dict[str, Any],
    attachment: dict[str, Any] | None = None,
    delivery_status: str = "delivered",
    is_announced: bool = True,
) -> Document:
    """Somebody on the company's side writes: a manager, a bot or an integration (see `manager` and `bot`)."""
    customer = customer_of(account, talk)
    message = {
        "id": str(uuid4()),
        "talk_id": talk["talk_id"],
        "type": "outgoing",
        "message_type": attachment["type"] if attachment else "text",
        "text": text,
        "attachment": attachment,
        "author": author,
        "recipient": {name: customer[name] for name in ("id", "type", "name")},
        "created_at": int(time()),
        "delivery_status": delivery_status,
    }
    account.put("messages", message["id"], message)
    if is_announced:
        item = message_payload(message, talk=talk)
        account.announce("add_outgoing_message", entity="outgoing_message", action="add", item=item)
    talk_change(account=account, talk=talk, is_read=True)
    _write_event(account, talk, message, "outgoing_chat_message", by=author.get("user_id") or ROBOT)
    return message


def messages_of(account: Account, talk: Document) -> list[Document]:
    """The talk's messages, oldest first."""
    own = [message for message in account.all("messages") if message["talk_id"] == talk["talk_id"]]
    return sorted(own, key=lambda message: message["created_at"])


def customer_of(account: Account, talk: Document) -> dict[str, Any]:
    contact = account.get("contacts", talk["contact_id"])
    return {
        "id": _stable_id(account, "contact", talk["contact_id"]),
        "type": "external",
        "name": contact["name"] if contact else "",
    }


def manager(account: Account, user: Document) -> dict[str, Any]:
    return {
        "id": _stable_id(account, "user", user["id"]),
        "type": "internal",
        "user_id": user["id"],
        "name": user["name"],
    }


def bot(account: Account, name: str) -> dict[str, Any]:
    return {"id": _stable_id(account, "bot", name), "type": "bot", "name": name}


def _stable_id(account: Account, kind: str, key: object) -> str:
    return str(uuid5(NAMESPACE_URL, f"{account.id}/{kind}/{key}"))


def _write_event(account: Account, talk: Document, message: Document, kind: str, *, by: int) -> None:
    if talk["entity_id"]:
        account.write_event(
            kind,
            entity_type="lead",
            entity_id=talk["entity_id"],
            by=by,
            after=[{"message": {"id": message["id"], "origin": talk["origin"], "talk_id": talk["talk_id"]}}],
            linked_talk_contact_id=talk["contact_id"],
        )
