"""Companies: under `contacts` with `type=company`, or under a name of their own."""

from dataclasses import dataclass
from datetime import datetime

from crm_kommo.payloads.cards import CHANGES, card_members, identified, linked_leads
from crm_kommo.payloads.events import Change, Event, FieldValue
from crm_kommo.payloads.form_data import Node
from crm_kommo.payloads.scalars import number


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyChanged(Event):
    kind: Change
    company_id: int
    name: str | None
    responsible_user_id: int | None
    old_responsible_user_id: int | None
    modified_user_id: int | None
    lead_ids: tuple[int, ...]
    custom_fields: tuple[FieldValue, ...] | None
    tags: tuple[str, ...] | None
    created_at: datetime | None
    updated_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyDeleted(Event):
    company_id: int


def read_company(*, action: str, item: Node, account_id: int | None) -> Event | None:
    fields, company_id = identified(item)
    if company_id is None:
        return None
    if action == "delete":
        return CompanyDeleted(account_id=account_id, company_id=company_id)
    if action not in CHANGES:
        return None
    return CompanyChanged(
        account_id=account_id,
        kind=CHANGES[action],
        company_id=company_id,
        old_responsible_user_id=number(fields.get("old_responsible_user_id")),
        lead_ids=linked_leads(fields),
        **card_members(fields),
    )
