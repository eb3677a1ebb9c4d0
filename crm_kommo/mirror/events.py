"""Events of hooks → what they tell about rows of the mirror."""

from collections.abc import Sequence
from functools import singledispatch
from typing import Any

from crm_kommo.mirror.rows import How, Touch
from crm_kommo.models import Company, Contact, Lead, Talk, Task
from crm_kommo.payloads.companies import CompanyChanged, CompanyDeleted
from crm_kommo.payloads.events import (
    AuthorKind,
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
from crm_kommo.payloads.pipeline import LeadTriggered
from crm_kommo.payloads.tasks import TaskChanged, TaskDeleted

# PHP leaves out empty lists, so that the last tag's removal is told by silence; but short hooks are silent too.
EMPTIED_BY_SILENCE = ("tags", "custom_fields")
FULL = {Change.ADD, Change.UPDATE}
CardChanged = LeadChanged | ContactChanged | CompanyChanged


@singledispatch
def touches_of(event: Event) -> Sequence[Touch]:
    """What an event tells; the first touch is about the thing that the event is about. Nothing, for most families."""
    return ()


@touches_of.register
def _lead_changed(event: LeadChanged) -> Sequence[Touch]:
    values = _card(event) | {
        "price": event.price,
        "pipeline_id": event.pipeline_id,
        "status_id": event.status_id,
    }
    return (_changed(Lead, event.lead_id, event, values),)


@touches_of.register
def _lead_triggered(event: LeadTriggered) -> Sequence[Touch]:
    values = _known({"pipeline_id": event.pipeline_id, "status_id": event.status_id})
    return (Touch(model=Lead, kommo_id=event.lead_id, how=How.CHANGE, values=values),)


@touches_of.register
def _lead_deleted(event: LeadDeleted) -> Sequence[Touch]:
    values = _known({"pipeline_id": event.pipeline_id, "status_id": event.status_id})
    return (Touch(model=Lead, kommo_id=event.lead_id, how=How.DELETION, values=values),)


@touches_of.register
def _contact_changed(event: ContactChanged) -> Sequence[Touch]:
    return (_changed(Contact, event.contact_id, event, _card(event)),)


@touches_of.register
def _contact_deleted(event: ContactDeleted) -> Sequence[Touch]:
    return (Touch(model=Contact, kommo_id=event.contact_id, how=How.DELETION, values={}),)


@touches_of.register
def _company_changed(event: CompanyChanged) -> Sequence[Touch]:
    return (_changed(Company, event.company_id, event, _card(event)),)


@touches_of.register
def _company_deleted(event: CompanyDeleted) -> Sequence[Touch]:
    return (Touch(model=Company, kommo_id=event.company_id, how=How.DELETION, values={}),)


@touches_of.register
def _talk_changed(event: TalkChanged) -> Sequence[Touch]:
    values = _talk(event) | {
        "is_in_work": event.is_in_work,
        "is_read": event.is_read,
        "kommo_created_at": event.created_at,
    }
    return (_changed(Talk, event.talk_id, event, values),)


@touches_of.register
def _message(event: Message) -> Sequence[Touch]:
    """A message may come before the talk's own hook, or without one ever coming, so it makes the talk known."""
    touches = []
    if event.talk_id is not None:
        touches.append(Touch(model=Talk, kommo_id=event.talk_id, how=How.MENTION, values=_known(_talk(event))))
    if event.contact_id and event.author_name and event.author_kind == AuthorKind.EXTERNAL:
        # Until the contact itself is told, its name is the one the messenger shows.
        name = {"name": event.author_name}
        touches.append(Touch(model=Contact, kommo_id=event.contact_id, how=How.MENTION, values=name))
    return touches


@touches_of.register
def _task_changed(event: TaskChanged) -> Sequence[Touch]:
    values = {
        "text": event.text or None,
        "entity": event.entity or None,
        "entity_id": event.entity_id,
        "task_type_id": event.task_type_id,
        "responsible_user_id": event.responsible_user_id,
        "is_completed": event.is_completed,
        "result": event.result or None,
        "complete_till": event.complete_till,
        "kommo_created_at": event.created_at,
    }
    return (_changed(Task, event.task_id, event, values),)


@touches_of.register
def _task_deleted(event: TaskDeleted) -> Sequence[Touch]:
    return (Touch(model=Task, kommo_id=event.task_id, how=How.DELETION, values={}),)


def _changed(
    model: type, kommo_id: int, event: CardChanged | TalkChanged | TaskChanged, values: dict[str, Any]
) -> Touch:
    how = How.RESTORE if event.kind is Change.RESTORE else How.CHANGE
    untold = tuple(name for name in EMPTIED_BY_SILENCE if event.kind in FULL and values.get(name, ()) is None)
    return Touch(
        model=model,
        kommo_id=kommo_id,
        how=how,
        values=_known(values),
        updated_at=event.updated_at,
        untold=untold,
    )


def _known(values: dict[str, Any]) -> dict[str, Any]:
    """Without what the hook did not tell."""
    return {name: value for name, value in values.items() if value is not None}


def _card(event: CardChanged) -> dict[str, Any]:
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
