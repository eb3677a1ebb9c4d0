"""Events of hooks → mirror."""

from collections.abc import Iterable
from functools import singledispatch
from typing import Any

from crm_kommo.mirror.channels import channel_seen
from crm_kommo.mirror.rows import Outcome, apply_change, locked_row
from crm_kommo.models import Connection, Contact, Lead, Talk
from crm_kommo.payloads.events import (
    Change,
    ContactChanged,
    ContactDeleted,
    Event,
    FieldValue,
    LeadChanged,
    LeadDeleted,
    Message,
    TalkChanged,
)


def apply_events(events: Iterable[Event], *, connection: Connection) -> list[Event]:
    """Bring the mirror in line, and return the events that were not overtaken by newer ones."""
    return [event for event in events if _apply(event, connection) is not Outcome.LATE]


@singledispatch
def _apply(event: Event, connection: Connection) -> Outcome:
    """What has no place in the mirror changes nothing there."""
    return Outcome.SAME


@_apply.register
def _lead_changed(event: LeadChanged, connection: Connection) -> Outcome:
    lead, is_new = locked_row(Lead, connection=connection, kommo_id=event.lead_id)
    values = _card(event) | {
        "price": event.price,
        "pipeline_id": event.pipeline_id,
        "status_id": event.status_id,
    }
    revives = event.kind is Change.RESTORE
    return apply_change(lead, is_new=is_new, values=_known(values), updated_at=event.updated_at, revives=revives)


@_apply.register
def _lead_deleted(event: LeadDeleted, connection: Connection) -> Outcome:
    lead, is_new = locked_row(Lead, connection=connection, kommo_id=event.lead_id)
    values = {"pipeline_id": event.pipeline_id, "status_id": event.status_id, "is_deleted": True}
    return apply_change(lead, is_new=is_new, values=_known(values), updated_at=None)


@_apply.register
def _contact_changed(event: ContactChanged, connection: Connection) -> Outcome:
    contact, is_new = locked_row(Contact, connection=connection, kommo_id=event.contact_id)
    values, revives = _known(_card(event)), event.kind is Change.RESTORE
    return apply_change(contact, is_new=is_new, values=values, updated_at=event.updated_at, revives=revives)


@_apply.register
def _contact_deleted(event: ContactDeleted, connection: Connection) -> Outcome:
    contact, is_new = locked_row(Contact, connection=connection, kommo_id=event.contact_id)
    return apply_change(contact, is_new=is_new, values={"is_deleted": True}, updated_at=None)


@_apply.register
def _talk_changed(event: TalkChanged, connection: Connection) -> Outcome:
    talk, is_new = locked_row(Talk, connection=connection, kommo_id=event.talk_id)
    values = _talk(event) | {
        "is_in_work": event.is_in_work,
        "is_read": event.is_read,
        "kommo_created_at": event.created_at,
    }
    channel_seen(connection, origin=event.origin, source_id=event.source_id, at=event.updated_at)
    return apply_change(talk, is_new=is_new, values=_known(values), updated_at=event.updated_at)


@_apply.register
def _message(event: Message, connection: Connection) -> Outcome:
    """A message may come before the talk's own hook, or without one ever coming, so it makes the talk known.

    It is never late: each is a fact of its own, whatever the talk became meanwhile.
    """
    if event.talk_id is None:
        channel_seen(connection, origin=event.origin, source_id=event.source_id, at=event.created_at)
        return Outcome.SAME
    talk, is_new = locked_row(Talk, connection=connection, kommo_id=event.talk_id)
    apply_change(talk, is_new=is_new, values=_known(_talk(event)), updated_at=None)
    channel_seen(connection, origin=talk.origin, source_id=talk.source_id, at=event.created_at)
    _name_contact(event, connection)
    return Outcome.SAME


def _name_contact(event: Message, connection: Connection) -> None:
    """Until the contact itself is read, its name is the one the messenger shows."""
    if event.contact_id and event.author_name and event.author_kind == "external":
        Contact.objects.get_or_create(
            connection=connection, kommo_id=event.contact_id, defaults={"name": event.author_name}
        )


def _known(values: dict[str, Any]) -> dict[str, Any]:
    """Without what the hook did not tell."""
    return {name: value for name, value in values.items() if value is not None}


def _card(event: LeadChanged | ContactChanged) -> dict[str, Any]:
    return {
        "name": None if event.name is None else event.name[:500],
        "responsible_user_id": event.responsible_user_id,
        "custom_fields": _custom_fields(event.custom_fields),
        "tags": None if event.tags is None else list(event.tags),
        "kommo_created_at": event.created_at,
    }


def _talk(event: TalkChanged | Message) -> dict[str, Any]:
    return {
        "chat_id": event.chat_id or None,
        "contact_id": event.contact_id,
        "lead_id": event.lead_id,
        "origin": event.origin or None,
        "source_id": event.source_id,
    }


def _custom_fields(fields: tuple[FieldValue, ...] | None) -> list[dict[str, Any]] | None:
    """Emptied fields are left out, as in a read."""
    if fields is None:
        return None
    return [
        {
            "field_id": field.field_id,
            "name": field.name,
            "code": field.code,
            "type": "",
            "values": [{"value": item.value, "enum_id": item.enum_id} for item in field.items],
        }
        for field in fields
        if field.items
    ]
