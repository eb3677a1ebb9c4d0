"""Customers (Kommo's repeat buyers): told, not mirrored."""

from dataclasses import dataclass
from datetime import datetime

from crm_kommo.payloads.cards import CHANGES, card_members, identified
from crm_kommo.payloads.events import Change, Event, FieldValue
from crm_kommo.payloads.form_data import Node
from crm_kommo.payloads.scalars import entity_id


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerChanged(Event):
    kind: Change
    customer_id: int
    name: str | None
    status_id: int | None
    responsible_user_id: int | None
    modified_user_id: int | None
    custom_fields: tuple[FieldValue, ...] | None
    tags: tuple[str, ...] | None
    created_at: datetime | None
    updated_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerDeleted(Event):
    customer_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerTriggered(Event):
    """The digital pipeline called about a customer: `trigger` is the action that it names (period, chat, …)."""

    trigger: str
    customer_id: int
    status_id: int | None
    period_id: int | None


def read_customer(*, action: str, item: Node, account_id: int | None) -> Event | None:
    fields, customer_id = identified(item)
    if customer_id is None:
        return None
    if action == "delete":
        return CustomerDeleted(account_id=account_id, customer_id=customer_id)
    if action in CHANGES:
        return CustomerChanged(
            account_id=account_id,
            kind=CHANGES[action],
            customer_id=customer_id,
            status_id=entity_id(fields.get("status_id")),
            **card_members(fields),
        )
    # A period has no other action than its own, so that whatever comes with one is a trigger.
    if action == "period" or "pipeline_id" in fields:
        return CustomerTriggered(
            account_id=account_id,
            trigger=action,
            customer_id=customer_id,
            status_id=entity_id(fields.get("status_id")),
            period_id=entity_id(fields.get("period_id")),
        )
    return None
