"""Contacts: made and changed. The caller has checked the values."""

from time import time
from typing import Any

from kommo_standin.accounts import Account
from kommo_standin.crm.tags import tags_change, tags_of
from kommo_standin.hooks.payloads import contact_payload
from kommo_standin.state import Document

PLAIN = ("created_at", "updated_at", "created_by", "updated_by")


def contact_create(*, account: Account, values: dict[str, Any], by: int) -> Document:
    """`values` are those of the API's write, with `custom_fields` {field id: values}."""
    now = int(time())
    contact = {
        "id": account.next_id("contacts"),
        "name": "",
        "first_name": "",
        "last_name": "",
        "responsible_user_id": values.get("responsible_user_id") or account.profile["current_user_id"],
        "group_id": 0,
        "created_by": by,
        "updated_by": by,
        "created_at": now,
        "updated_at": now,
        "closest_task_at": None,
        "is_deleted": False,
        "is_unsorted": False,
        "tags": [],
        "companies": values.get("companies", []),
        "values": {str(field_id): found for field_id, found in values.get("custom_fields", {}).items() if found},
    }
    contact.update({name: values[name] for name in PLAIN if values.get(name) is not None})
    _rename(contact, values)
    tags_change(account, entity_type="contacts", entity=contact, values=values)
    account.put("contacts", contact["id"], contact)
    _announce(account, contact, "add_contact", action="add")
    account.write_event("contact_added", entity_type="contact", entity_id=contact["id"], by=by)
    return contact


def contact_update(*, account: Account, contact: Document, values: dict[str, Any], by: int) -> Document:
    """Change a contact. A new responsible user is announced as an update too: contacts have no action of that name."""
    old_responsible = contact["responsible_user_id"]
    contact.update(updated_at=int(time()), updated_by=by)
    contact.update({name: values[name] for name in PLAIN if name in values})
    contact["responsible_user_id"] = values.get("responsible_user_id") or old_responsible
    _rename(contact, values)
    for field_id, found in values.get("custom_fields", {}).items():
        if found:
            contact["values"][str(field_id)] = found
        else:
            contact["values"].pop(str(field_id), None)
    tags_change(account, entity_type="contacts", entity=contact, values=values)
    account.put("contacts", contact["id"], contact)
    if contact["responsible_user_id"] == old_responsible:
        _announce(account, contact, "update_contact", action="update")
    else:
        codes = ("update_contact", "responsible_contact")
        _announce(account, contact, *codes, action="update", old_responsible_user_id=old_responsible)
    return contact


def leads_of(account: Account, contact_id: int) -> list[Document]:
    """The leads that hold this contact, those in the bin left out."""
    return [
        lead
        for lead in account.all("leads")
        if not lead["is_deleted"] and any(link["id"] == contact_id for link in lead["contacts"])
    ]


def _rename(contact: Document, values: dict[str, Any]) -> None:
    """`name` and the pair of first and last name follow each other, whichever was written."""
    if "first_name" in values or "last_name" in values:
        contact.update({name: values[name] or "" for name in ("first_name", "last_name") if name in values})
        contact["name"] = f"{contact['first_name']} {contact['last_name']}".strip()
    if values.get("name"):
        contact["name"] = values["name"]
        if not (values.get("first_name") or values.get("last_name")):
            contact["first_name"], _, contact["last_name"] = contact["name"].partition(" ")


def _announce(account: Account, contact: Document, *codes: str, action: str, **old: int) -> None:
    item = contact_payload(
        contact,
        account_id=account.id,
        fields=account.all("contacts_fields"),
        tags=tags_of(account, entity_type="contacts", entity=contact),
        lead_ids=[lead["id"] for lead in leads_of(account, contact["id"])],
        **old,
    )
    account.announce(*codes, entity="contacts", action=action, item=item)
