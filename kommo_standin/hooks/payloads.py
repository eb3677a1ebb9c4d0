"""What webhooks say about each entity: field sets and their order are those of captured bodies.

The API's shapes differ: here custom fields are `custom_fields` with `id` and `enum`, and dates are bare values.
"""

import json
from datetime import UTC, datetime
from typing import Any

from kommo_standin.state import Document

ENTITY_NUMBERS = {"contacts": 1, "leads": 2, "companies": 3, "customers": 12}
HALF_DAY = 12 * 3600
NOTE_NUMBERS = {
    "common": 4,
    "attachment": 5,
    "call_in": 10,
    "call_out": 11,
    "service_message": 25,
    "extended_service_message": 25,
    "sms_in": 102,
    "sms_out": 103,
}


def lead_payload(
    lead: Document, *, account_id: int, fields: list[Document], tags: list[Document], **old: int
) -> dict[str, Any]:
    """`old` holds old_status_id or old_responsible_user_id when that is what changed."""
    return {
        "id": lead["id"],
        "name": lead["name"],
        "status_id": lead["status_id"],
        "old_status_id": old.get("old_status_id"),
        "price": lead["price"],
        "responsible_user_id": lead["responsible_user_id"],
        "last_modified": lead["updated_at"],
        "modified_user_id": lead["updated_by"],
        "created_user_id": lead["created_by"],
        "date_create": lead["created_at"],
        "pipeline_id": lead["pipeline_id"],
        "tags": [{"id": tag["id"], "name": tag["name"]} for tag in tags],
        "account_id": account_id,
        "custom_fields": custom_fields_payload(lead, fields),
        "old_responsible_user_id": old.get("old_responsible_user_id"),
        "created_at": lead["created_at"],
        "updated_at": lead["updated_at"],
    }


def deleted_lead_payload(lead: Document) -> dict[str, Any]:
    return {"id": lead["id"], "status_id": lead["status_id"], "pipeline_id": lead["pipeline_id"]}


def contact_payload(
    contact: Document, *, account_id: int, fields: list[Document], tags: list[Document], lead_ids: list[int], **old: int
) -> dict[str, Any]:
    """`old` holds old_responsible_user_id when the responsible user changed."""
    return {
        "id": contact["id"],
        "name": contact["name"],
        "responsible_user_id": contact["responsible_user_id"],
        "date_create": contact["created_at"],
        "last_modified": contact["updated_at"],
        "created_user_id": contact["created_by"],
        "modified_user_id": contact["updated_by"],
        "account_id": account_id,
        "custom_fields": custom_fields_payload(contact, fields),
        "old_responsible_user_id": old.get("old_responsible_user_id"),
        "linked_leads_id": {lead_id: {"ID": lead_id} for lead_id in lead_ids},
        "tags": [{"id": tag["id"], "name": tag["name"]} for tag in tags],
        "created_at": contact["created_at"],
        "updated_at": contact["updated_at"],
        "type": "contact",
    }


def custom_fields_payload(entity: Document, fields: list[Document]) -> list[dict[str, Any]]:
    filled = [(field, entity["values"][str(field["id"])]) for field in fields if entity["values"].get(str(field["id"]))]
    return [
        {
            "id": field["id"],
            "name": field["name"],
            "values": _values_payload(field["type"], values),
            "code": field["code"],
        }
        for field, values in filled
    ]


def _values_payload(kind: str, values: list[dict[str, Any]]) -> Any:
    if kind in ("date", "date_time"):
        return [value["value"] for value in values]
    if kind == "birthday":
        # Midnight of the account's zone: half a day later it is the same day in any.
        return [
            {"value": datetime.fromtimestamp(value["value"] + HALF_DAY, UTC).strftime("%d.%m.%Y")} for value in values
        ]
    if kind == "chained_list":
        return values
    listed = [{"value": value["value"], "enum": value.get("enum_id")} for value in values]
    return listed[0] if kind == "radiobutton" else listed


def message_payload(message: Document, *, talk: Document) -> dict[str, Any]:
    has_entity = talk["entity_id"] is not None
    return {
        "id": message["id"],
        "chat_id": talk["chat_id"],
        "talk_id": talk["talk_id"],
        "contact_id": talk["contact_id"],
        "text": message["text"],
        "created_at": message["created_at"],
        "message_type": message["message_type"],
        "attachment": message.get("attachment"),
        "element_type": ENTITY_NUMBERS["leads"] if has_entity else None,
        "entity_type": talk["entity_type"],
        "element_id": talk["entity_id"],
        "entity_id": talk["entity_id"],
        "type": message["type"],
        "author": message["author"],
        "recipient": message.get("recipient"),
        "origin": talk["origin"],
        "source_id": talk["source_id"] if message["type"] == "outgoing" else None,
    }


def talk_payload(talk: Document) -> dict[str, Any]:
    names = ("talk_id", "created_at", "updated_at", "rate", "contact_id", "chat_id", "entity_id", "entity_type")
    return {name: talk[name] for name in (*names, "is_in_work", "is_read", "origin")}


def note_payload(note: Document, *, entity_type: str, account_id: int, author: str) -> dict[str, Any]:
    source = {"event_source": {"id": note["created_by"], "author_name": author, "type": 1}}
    return {
        "note": {
            "text": note["params"].get("text"),
            "attachement": "",
            "date_create": _written(note["created_at"]),
            "note_type": NOTE_NUMBERS.get(note["note_type"], 4),
            "element_type": ENTITY_NUMBERS[entity_type],
            "element_id": note["entity_id"],
            "group_id": 0,
            "timestamp_x": _written(note["updated_at"]),
            "account_id": account_id,
            "metadata": json.dumps(source, ensure_ascii=False, separators=(",", ":")),
            "created_by": note["created_by"],
            "modified_by": note["updated_by"],
            "main_user_id": note["responsible_user_id"],
            "id": note["id"],
            "created_at": note["created_at"],
            "updated_at": note["updated_at"],
        }
    }


def task_payload(
    task: Document, *, account_id: int, was_closed: bool = False, old_text: str | None = None
) -> dict[str, Any]:
    return {
        "id": task["id"],
        "element_id": task["entity_id"],
        "element_type": ENTITY_NUMBERS.get(task["entity_type"]),
        "task_type": task["task_type_id"],
        "date_create": _written(task["created_at"]),
        "text": task["text"],
        "status": int(task["is_completed"]),
        "account_id": account_id,
        "created_user_id": task["created_by"],
        "last_modified": _written(task["updated_at"]),
        "responsible_user_id": task["responsible_user_id"],
        "complete_till": _written(task["complete_till"]),
        "created_at": task["created_at"],
        "updated_at": task["updated_at"],
        "complete_before": task["complete_till"],
        "action_close": 1 if was_closed else None,
        "old_text": old_text,
        "result": {"id": task["id"], "text": task["result"]["text"]} if task["result"] else None,
    }


def _written(moment: int) -> str:
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%d %H:%M:%S")
