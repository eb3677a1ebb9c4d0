"""Notes on leads, contacts and companies."""

from time import time
from typing import Any

from kommo_standin.accounts import Account
from kommo_standin.hooks.payloads import note_payload
from kommo_standin.state import Document

SINGULAR = {"leads": "lead", "contacts": "contact", "companies": "company", "customers": "customer"}
HOOK_KEYS = {"leads": "leads", "contacts": "contacts", "companies": "contacts", "customers": "customers"}

WRITABLE: dict[str, tuple[str, ...]] = {
    "common": ("text",),
    "call_in": ("uniq", "duration", "source", "phone"),
    "call_out": ("uniq", "duration", "source", "phone"),
    "service_message": ("service", "text"),
    "extended_service_message": ("service", "text"),
    "message_cashier": ("status", "text"),
    "geolocation": ("text", "address", "longitude", "latitude"),
    "sms_in": ("text", "phone"),
    "sms_out": ("text", "phone"),
    "attachment": ("file_uuid", "file_name"),
}
"""The types that can be written, with the params each must have. Mail notes are read-only."""

ONE_BRAND_ONLY = frozenset({"message_cashier"})

EVENT_TYPES = {
    "common": "common_note_added",
    "call_in": "incoming_call",
    "call_out": "outgoing_call",
    "service_message": "service_note_added",
    "extended_service_message": "service_note_added",
    "geolocation": "geo_note_added",
    "sms_in": "incoming_sms",
    "sms_out": "outgoing_sms",
    "attachment": "attachment_note_added",
}


def note_create(*, account: Account, entity_type: str, entity_id: int, values: dict[str, Any], by: int) -> Document:
    now = int(time())
    entity = account.get(entity_type, entity_id)
    author = values.get("created_by", by)
    note = {
        "id": account.next_id("notes"),
        "entity_type": entity_type,
        "entity_id": entity_id,
        "created_by": author,
        "updated_by": author,
        "created_at": now,
        "updated_at": now,
        "responsible_user_id": values.get("responsible_user_id") or entity["responsible_user_id"],
        "group_id": 0,
        "note_type": values["note_type"],
        "params": values["params"],
        "is_pinned": False,
    }
    account.put("notes", note["id"], note)
    user = account.get("users", author)
    item = note_payload(note, entity_type=entity_type, account_id=account.id, author=user["name"] if user else "")
    singular = SINGULAR[entity_type]
    account.announce(f"note_{singular}", entity=HOOK_KEYS[entity_type], action="note", item=item)
    if kind := _event_type(note):
        after = [{"note": {"id": note["id"]}}]
        account.write_event(kind, entity_type=singular, entity_id=entity_id, by=by, after=after)
    return note


def note_update(*, account: Account, note: Document, params: dict[str, Any], by: int) -> Document:
    """Replace what a note says. Kommo announces new notes only."""
    note.update(params=params, updated_at=int(time()), updated_by=by)
    return account.put("notes", note["id"], note)


def _event_type(note: Document) -> str | None:
    if note["note_type"] == "amomail_message":
        return "incoming_mail" if note["params"].get("income") else "outgoing_mail"
    return EVENT_TYPES.get(note["note_type"])
