"""Hooks of the digital pipeline: ids only, so that whoever acts on one reads the lead first."""

from dataclasses import dataclass

from crm_kommo.payloads.cards import identified
from crm_kommo.payloads.events import Event
from crm_kommo.payloads.form_data import Node
from crm_kommo.payloads.scalars import entity_id

# `add` and `status` come in the digital pipeline too; those are changes of the lead with little told.
TRIGGERS = {"chat", "call_in", "mail_in", "site_visit", "period"}


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadTriggered(Event):
    """Something happened to a lead for which the digital pipeline has a trigger: Kommo's own word."""

    trigger: str
    lead_id: int
    pipeline_id: int | None
    status_id: int | None


def read_lead_triggered(*, action: str, item: Node, account_id: int | None) -> Event | None:
    fields, lead_id = identified(item)
    if lead_id is None or action not in TRIGGERS:
        return None
    return LeadTriggered(
        account_id=account_id,
        trigger=action,
        lead_id=lead_id,
        pipeline_id=entity_id(fields.get("pipeline_id")),
        status_id=entity_id(fields.get("status_id")),
    )
