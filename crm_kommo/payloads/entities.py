"""Leads, contacts and talks: the families `leads`, `contacts` and `talk`."""

from crm_kommo.payloads.cards import CHANGES, card_members, identified, linked_leads
from crm_kommo.payloads.companies import read_company
from crm_kommo.payloads.events import (
    Change,
    ContactChanged,
    ContactDeleted,
    Event,
    LeadChanged,
    LeadDeleted,
    TalkChanged,
)
from crm_kommo.payloads.form_data import Node
from crm_kommo.payloads.messages import lead_id_of
from crm_kommo.payloads.pipeline import read_lead_triggered
from crm_kommo.payloads.scalars import MAX_CHAT_ID, MAX_CODE, entity_id, flag, moment, number, price, text


def read_lead(*, action: str, item: Node, account_id: int | None) -> Event | None:
    fields, lead_id = identified(item)
    if lead_id is None:
        return None
    pipeline_id, status_id = entity_id(fields.get("pipeline_id")), entity_id(fields.get("status_id"))
    if action == "delete":
        return LeadDeleted(account_id=account_id, lead_id=lead_id, pipeline_id=pipeline_id, status_id=status_id)
    if action not in CHANGES:
        return read_lead_triggered(action=action, item=item, account_id=account_id)
    return LeadChanged(
        account_id=account_id,
        kind=CHANGES[action],
        lead_id=lead_id,
        price=price(fields.get("price")),
        pipeline_id=pipeline_id,
        status_id=status_id,
        old_pipeline_id=entity_id(fields.get("old_pipeline_id")),
        old_status_id=entity_id(fields.get("old_status_id")),
        old_responsible_user_id=number(fields.get("old_responsible_user_id")),
        **card_members(fields),
    )


def read_contact(*, action: str, item: Node, account_id: int | None) -> Event | None:
    """A contact, or a company, which comes under the same name with `type=company`."""
    fields, contact_id = identified(item)
    if text(fields.get("type")) == "company":
        return read_company(action=action, item=item, account_id=account_id)
    if contact_id is None:
        return None
    if action == "delete":
        return ContactDeleted(account_id=account_id, contact_id=contact_id)
    if action not in CHANGES:
        return None
    return ContactChanged(
        account_id=account_id,
        kind=CHANGES[action],
        contact_id=contact_id,
        old_responsible_user_id=number(fields.get("old_responsible_user_id")),
        lead_ids=linked_leads(fields),
        **card_members(fields),
    )


def read_talk(*, action: str, item: Node, account_id: int | None) -> Event | None:
    if not isinstance(item, dict) or action not in (Change.ADD, Change.UPDATE):
        return None
    talk_id = entity_id(item.get("talk_id"))
    if talk_id is None:
        return None
    return TalkChanged(
        account_id=account_id,
        kind=CHANGES[action],
        talk_id=talk_id,
        chat_id=text(item.get("chat_id"), most=MAX_CHAT_ID),
        contact_id=entity_id(item.get("contact_id")),
        lead_id=lead_id_of(item),
        is_in_work=flag(item.get("is_in_work")),
        is_read=flag(item.get("is_read")),
        origin=text(item.get("origin"), most=MAX_CODE),
        source_id=entity_id(item.get("source_id")),
        created_at=moment(item.get("created_at")),
        updated_at=moment(item.get("updated_at")),
    )
