"""Answers of the API → mirror. A read proves that something lives."""

from dataclasses import replace
from typing import Any

from django.utils import timezone

from crm_kommo.client.cards import Card
from crm_kommo.client.resources.leads import Lead as ReadLead
from crm_kommo.client.resources.talks import Talk as ReadTalk
from crm_kommo.client.resources.tasks import Task as ReadTask
from crm_kommo.mirror.bulk import apply_touches
from crm_kommo.mirror.channels import channel_seen
from crm_kommo.mirror.rows import How, Outcome, Touch
from crm_kommo.models import Company, Connection, Contact, Lead, Talk, Task
from crm_kommo.models.mirrored import MirroredCard, MirroredEntity


def mirror_lead(read: ReadLead, *, connection: Connection, stamps_again: bool = True) -> tuple[Lead, Outcome]:
    """`stamps_again` False: note the time of reading only on a lead that was never read before."""
    return _apply(replace(lead_touch(read), stamps_again=stamps_again), connection)


def mirror_contact(read: Card, *, connection: Connection, stamps_again: bool = True) -> tuple[Contact, Outcome]:
    """`stamps_again`: as `mirror_lead`."""
    return _apply(replace(contact_touch(read), stamps_again=stamps_again), connection)


def mirror_company(read: Card, *, connection: Connection) -> tuple[Company, Outcome]:
    return _apply(company_touch(read), connection)


def mirror_task(read: ReadTask, *, connection: Connection) -> tuple[Task, Outcome]:
    return _apply(task_touch(read), connection)


def mirror_talk(read: ReadTalk, *, connection: Connection) -> tuple[Talk, Outcome]:
    channel_seen(connection, origin=read.origin, source_id=read.source_id, at=read.updated_at)
    return _apply(talk_touch(read), connection)


def lead_touch(read: ReadLead) -> Touch:
    values = _card(read) | {
        "price": read.price,
        "pipeline_id": read.pipeline_id,
        "status_id": read.status_id,
        "main_contact_id": read.main_contact_id,
    }
    return _card_touch(Lead, read, values)


def contact_touch(read: Card) -> Touch:
    return _card_touch(Contact, read, _card(read))


def company_touch(read: Card) -> Touch:
    return _card_touch(Company, read, _card(read))


def task_touch(read: ReadTask) -> Touch:
    values = {
        "text": read.text,
        "entity": read.entity_type,
        "entity_id": read.entity_id,
        "task_type_id": read.type_id,
        "responsible_user_id": read.responsible_user_id,
        "is_completed": read.is_completed,
        "result": read.result,
        "complete_till": read.complete_till,
        "kommo_created_at": read.created_at,
    }
    return Touch(model=Task, kommo_id=read.id, how=How.READ, values=values, updated_at=read.updated_at)


def talk_touch(read: ReadTalk) -> Touch:
    values = {
        "chat_id": read.chat_id,
        "contact_id": read.contact_id,
        "lead_id": read.lead_id,
        "origin": read.origin,
        "source_id": read.source_id,
        "is_in_work": read.is_in_work,
        "is_read": read.is_read,
        "kommo_created_at": read.created_at,
    }
    return Touch(model=Talk, kommo_id=read.id, how=How.READ, values=values, updated_at=read.updated_at)


def _apply(touch: Touch, connection: Connection) -> tuple[MirroredEntity, Outcome]:
    applied = apply_touches([touch], connection=connection)
    return applied.rows[touch.model][touch.kommo_id], applied.folded[0].outcome


def _card_touch(model: type[MirroredCard], read: Card, values: dict[str, Any]) -> Touch:
    stamps = {"read_at": timezone.now()}
    return Touch(model=model, kommo_id=read.id, how=How.READ, values=values, updated_at=read.updated_at, stamps=stamps)


def _card(read: Card) -> dict[str, Any]:
    return {
        "name": read.name[:500],
        "responsible_user_id": read.responsible_user_id,
        "custom_fields": [
            {
                "field_id": field.field_id,
                "name": field.name,
                "code": field.code,
                "type": field.type,
                "values": list(field.values),
            }
            for field in read.custom_fields
        ],
        "tags": list(read.tags),
        "kommo_created_at": read.created_at,
        "is_deleted": read.is_deleted,
    }
