"""Answers of the API → mirror. A read proves that something lives."""

from django.utils import timezone

from crm_kommo.client.cards import Card
from crm_kommo.client.resources.leads import Lead as ReadLead
from crm_kommo.client.resources.talks import Talk as ReadTalk
from crm_kommo.mirror.channels import channel_seen
from crm_kommo.mirror.rows import Outcome, apply_change, locked_row
from crm_kommo.models import Connection, Contact, Lead, Talk


def mirror_lead(read: ReadLead, *, connection: Connection, stamps_again: bool = True) -> tuple[Lead, Outcome]:
    """`stamps_again` False: note the time of reading only on a lead that was never read before."""
    lead, is_new = locked_row(Lead, connection=connection, kommo_id=read.id)
    values = _card(read) | {
        "price": read.price,
        "pipeline_id": read.pipeline_id,
        "status_id": read.status_id,
        "main_contact_id": read.main_contact_id,
    }
    stamps = {"read_at": timezone.now()} if stamps_again or lead.read_at is None else {}
    outcome = apply_change(lead, is_new=is_new, values=values, updated_at=read.updated_at, revives=True, stamps=stamps)
    return lead, outcome


def mirror_contact(read: Card, *, connection: Connection) -> tuple[Contact, Outcome]:
    contact, is_new = locked_row(Contact, connection=connection, kommo_id=read.id)
    outcome = apply_change(contact, is_new=is_new, values=_card(read), updated_at=read.updated_at, revives=True)
    return contact, outcome


def mirror_talk(read: ReadTalk, *, connection: Connection) -> tuple[Talk, Outcome]:
    talk, is_new = locked_row(Talk, connection=connection, kommo_id=read.id)
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
    channel_seen(connection, origin=read.origin, source_id=read.source_id, at=read.updated_at)
    return talk, apply_change(talk, is_new=is_new, values=values, updated_at=read.updated_at, revives=True)


def _card(read: Card) -> dict:
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
