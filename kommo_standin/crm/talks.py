"""Talks: one episode of a conversation. The chat stays when the talk is closed; the next message opens a new talk."""

from time import time
from uuid import uuid4

from kommo_standin.accounts import ROBOT, Account
from kommo_standin.hooks.payloads import talk_payload
from kommo_standin.state import Document


def talk_open(
    *,
    account: Account,
    contact_id: int,
    lead_id: int | None,
    origin: str,
    source_id: int | None,
    chat_id: str | None = None,
) -> Document:
    now = int(time())
    talk_id = account.next_id("talks")
    talk = {
        "id": talk_id,
        "talk_id": talk_id,
        "created_at": now,
        "updated_at": now,
        "rate": 0,
        "contact_id": contact_id,
        "chat_id": chat_id or str(uuid4()),
        "entity_id": lead_id,
        "entity_type": "lead" if lead_id else None,
        "is_in_work": True,
        "is_read": False,
        "origin": origin,
        "source_id": source_id,
        "missed_at": None,
    }
    account.put("talks", talk_id, talk)
    account.announce("add_talk", entity="talk", action="add", item=talk_payload(talk))
    if lead_id:
        account.write_event("talk_created", entity_type="lead", entity_id=lead_id, by=ROBOT)
    return talk


def talk_close(*, account: Account, talk: Document, by: int) -> Document:
    """End a talk that is in work."""
    talk_change(account=account, talk=talk, is_in_work=False, is_read=True)
    if talk["entity_id"]:
        account.write_event("talk_closed", entity_type="lead", entity_id=talk["entity_id"], by=by)
    return talk


def talk_change(*, account: Account, talk: Document, **values: bool) -> Document:
    """Set is_in_work and is_read; announced only when one of them changes."""
    talk["updated_at"] = int(time())
    has_changed = any(talk[name] != value for name, value in values.items())
    talk.update(values)
    account.put("talks", talk["talk_id"], talk)
    if has_changed:
        account.announce("update_talk", entity="talk", action="update", item=talk_payload(talk))
    return talk


def latest_talk_of_lead(account: Account, lead_id: int) -> Document | None:
    """The newest talk of a lead, one in work before a closed one."""
    talks = [talk for talk in account.all("talks") if talk["entity_id"] == lead_id]
    return max(talks, key=lambda talk: (talk["is_in_work"], talk["talk_id"]), default=None)


def talk_in_work(*, account: Account, talk: Document) -> Document:
    """The talk itself, or a new one in the same chat when it is closed."""
    if talk["is_in_work"]:
        return talk
    current = [other for other in account.all("talks") if other["chat_id"] == talk["chat_id"] and other["is_in_work"]]
    return (
        current[-1]
        if current
        else talk_open(
            account=account,
            contact_id=talk["contact_id"],
            lead_id=talk["entity_id"],
            origin=talk["origin"],
            source_id=talk["source_id"],
            chat_id=talk["chat_id"],
        )
    )
