"""/api/v4/events: what happened, newest first"""

from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue

from kommo_standin.accounts import Account
from kommo_standin.answers import empty, hal, link_to
from kommo_standin.api.access import current_account
from kommo_standin.api.paging import page_of
from kommo_standin.api.query import ids_of, query_filter, range_of, requested_with, values_of
from kommo_standin.brands import brand_of
from kommo_standin.state import Document

blueprint = Blueprint("events", __name__, url_prefix="/events")

PLURAL = {"lead": "leads", "contact": "contacts", "company": "companies", "task": "tasks", "customer": "customers"}
EVENT_TYPES = {
    "lead_added": "New lead",
    "lead_deleted": "Lead deleted",
    "lead_restored": "Lead restored",
    "lead_status_changed": "Stage changed",
    "contact_added": "New contact",
    "incoming_chat_message": "Incoming message",
    "outgoing_chat_message": "Outgoing message",
    "talk_created": "Conversation started",
    "talk_closed": "Conversation closed",
    "task_added": "New task",
    "task_deleted": "Task deleted",
    "task_completed": "Task completed",
    "common_note_added": "New note",
    "attachment_note_added": "New file",
    "service_note_added": "New system note",
    "geo_note_added": "New place",
    "incoming_call": "Incoming call",
    "outgoing_call": "Outgoing call",
    "incoming_sms": "Incoming SMS",
    "outgoing_sms": "Outgoing SMS",
    "incoming_mail": "Incoming mail",
    "outgoing_mail": "Outgoing mail",
}
"""Those that this stand-in writes, with the names that Kommo shows."""

PLAIN = ["id", "type", "entity_id", "entity_type", "created_by", "created_at", "value_after", "value_before"]


@blueprint.get("")
def listed() -> ResponseReturnValue:
    account, wanted = current_account(), query_filter()
    types, entities = values_of(wanted.get("type")), values_of(wanted.get("entity"))
    ids, people = ids_of(wanted.get("entity_id")), ids_of(wanted.get("created_by"))
    event_ids, moments = values_of(wanted.get("id")), range_of(wanted.get("created_at"))
    found = [
        event
        for event in reversed(account.all("events"))
        if (not types or event["type"] in types)
        and (not entities or event["entity_type"] in entities)
        and (not ids or event["entity_id"] in ids)
        and (not people or event["created_by"] in people)
        and (not event_ids or event["id"] in event_ids)
        and (not moments or moments[0] <= event["created_at"] <= moments[1])
    ]
    limit = brand_of(account).events_limit
    return page_of("events", found, lambda event: event_shape(account, event), highest_limit=limit)


@blueprint.get("/types")
def types() -> ResponseReturnValue:
    shown = [{"key": key, "type": number, "lang": name} for number, (key, name) in enumerate(EVENT_TYPES.items(), 1)]
    return hal({"_total_items": len(shown), "_links": link_to("events/types"), "_embedded": {"events_types": shown}})


@blueprint.get("/<event_id>")
def one(event_id: str) -> ResponseReturnValue:
    account = current_account()
    event = account.get("events", event_id)
    return empty() if event is None else hal(event_shape(account, event))


def event_shape(account: Account, event: Document) -> dict[str, Any]:
    plural = PLURAL[event["entity_type"]]
    entity: dict[str, Any] = {"id": event["entity_id"]}
    if f"{event['entity_type']}_name" in requested_with():
        document = account.get(plural, event["entity_id"])
        entity["name"] = document["name"] if document else ""
    if event["linked_talk_contact_id"]:
        entity["linked_talk_contact_id"] = event["linked_talk_contact_id"]
    entity["_links"] = link_to(f"{plural}/{event['entity_id']}")
    return {
        **{name: event[name] for name in PLAIN},
        "account_id": account.id,
        "_links": link_to(f"events/{event['id']}"),
        "_embedded": {"entity": entity},
    }
