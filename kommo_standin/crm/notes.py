"""Notes on leads, contacts and companies."""

from time import time
from typing import Any

from kommo_standin.accounts import Account
from kommo_standin.hooks.payloads import note_payload
from kommo_standin.state import Document

SINGULAR = {"leads": "lead", "contacts": "contact", "companies": "company"}

WRITABLE: dict[str, tuple[str, ...]] = {
    "common": ("text",),
    "call_in": ("uniq", "duration", "source", "phone"),
    "call_out": ("uniq", "duration", "source", "phone"),
    "service_message": ("service", "text"),
    "extended_service_message": ("service", "text"),
    "geolocation": ("text", "address", "longitude", "latitude"),
    "sms_in": ("text", "phone"),
    "sms_out": ("text", "phone"),
    "attachment": ("file_uuid", "file_name"),
}
"""The types that can be written, with the params each must have. Mail notes are read-only."""


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
    }
    account.put("notes", note["id"], note)
    user = account.get("users", author)
    item = note_payload(note, entity_type=entity_type, account_id=account.id, author=user["name"] if user else "")
    singular = SINGULAR[entity_type]
    entity_key = "leads" if entity_type == "leads" else "contacts"
    account.announce(f"note_{singular}", entity=entity_key, action="note", item=item)
    if values["note_type"] == "common":
        after = [{"note": {"id": note["id"]}}]
        account.write_event("common_note_added", entity_type=singular, entity_id=entity_id, by=by, after=after)
    return note
