"""What an integration writes to make an incoming lead."""

from typing import Any

from kommo_standin.accounts import Account
from kommo_standin.api.body import Item, check_members
from kommo_standin.crm.custom_fields import custom_fields_read

MEMBERS = {
    "request_id": "string",
    "source_name": "string",
    "source_uid": "string",
    "pipeline_id": "int",
    "created_at": "int",
    "metadata": "object",
    "_embedded": "object",
}
METADATA = {
    "forms": {
        "form_id": "string",
        "form_name": "string",
        "form_page": "string",
        "ip": "string",
        "form_sent_at": "int",
        "referer": "string?",
        "visitor_uid": "string?",
    },
    "sip": {
        "from": "string",
        "phone": "string",
        "called_at": "int",
        "duration": "int",
        "link": "string",
        "service_code": "string",
        "uniq": "string",
        "is_call_event_needed": "bool",
        "call_responsible": "int",
    },
}
NEEDED = {
    "forms": ("form_id", "form_name", "form_page", "ip", "form_sent_at"),
    "sip": ("from", "phone", "called_at", "duration", "link", "service_code", "uniq"),
}
ENTITY_MEMBERS = ("name", "first_name", "last_name", "price", "responsible_user_id")


def read_incoming(item: Item, account: Account, category: str) -> dict[str, Any]:
    """The arguments of `unsorted_create`; complaints stay with the item."""
    item.check(MEMBERS, required=("source_name", "source_uid", "metadata"))
    if item.errors:
        return {}
    metadata = item.values["metadata"]
    check_members(metadata, METADATA[category], complain=item.complain, path="metadata.")
    for name in NEEDED[category]:
        if metadata.get(name) in (None, ""):
            item.complain(f"metadata.{name}", "FieldMissing", "This field is missing.")
    if "pipeline_id" in item.values and account.get("pipelines", item.values["pipeline_id"]) is None:
        item.not_a_choice("pipeline_id")
    return {
        "lead": _entity(item, account, "leads"),
        "contact": _entity(item, account, "contacts"),
        "metadata": metadata,
        "source": {name: item.values.get(name) for name in ("source_name", "source_uid", "pipeline_id", "created_at")},
    }


def _entity(item: Item, account: Account, entity_type: str) -> dict[str, Any]:
    """The first entity of a kind; Kommo takes no second one."""
    written = (item.values.get("_embedded") or {}).get(entity_type) or [{}]
    first = written[0] if isinstance(written, list) and isinstance(written[0], dict) else {}
    fields = custom_fields_read(
        account=account,
        entity_type=entity_type,
        written=first.get("custom_fields_values"),
        complain=item.complain,
        path=f"_embedded.{entity_type}.0.custom_fields_values",
    )
    return {name: first[name] for name in ENTITY_MEMBERS if name in first} | {"custom_fields": fields}
