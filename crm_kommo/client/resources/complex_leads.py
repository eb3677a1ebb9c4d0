from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from crm_kommo.client.batches import LookUp, Outcome, create_batch
from crm_kommo.client.drafts import CardDraft, CompanyDraft, ContactDraft, LeadDraft
from crm_kommo.client.errors import Invalid, Problem
from crm_kommo.client.transport import Transport
from crm_kommo.client.values import number

MOST_LEADS = 50
MOST_FIELDS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplexDraft:
    """A lead with a new contact and a new company. What exists already is named in the lead's draft instead."""

    lead: LeadDraft
    contact: ContactDraft | None = None
    company: CompanyDraft | None = None

    def json(self) -> dict[str, Any]:
        item = self.lead.json()
        new = {"contacts": self.contact, "companies": self.company}
        embedded = item.get("_embedded", {}) | {name: [_inner(draft)] for name, draft in new.items() if draft}
        return item | ({"_embedded": embedded} if embedded else {})

    def problems(self) -> tuple[Problem, ...]:
        """What Kommo would refuse: so many fields are to be written by an update afterwards."""
        drafts = {"": self.lead, "_embedded.contacts.0.": self.contact, "_embedded.companies.0.": self.company}
        return tuple(
            Problem("", f"{path}custom_fields_values", "TooMany", f"More than {MOST_FIELDS} fields.")
            for path, draft in drafts.items()
            if draft and len(draft.fields) > MOST_FIELDS
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplexLead:
    """`is_merged`: Kommo's control of duplicates found a lead and made none. None with an `error`."""

    lead_id: int | None
    contact_id: int | None
    company_id: int | None
    is_merged: bool
    error: Exception | None


class ComplexLeadsResource:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def create(self, *, drafts: Sequence[ComplexDraft], look_up: LookUp | None = None) -> list[ComplexLead]:
        """One for each draft, in batches of 50. `look_up` as of `CardResource.create`. Raises Invalid, nothing sent."""
        problems = tuple(problem for draft in drafts for problem in draft.problems())
        if problems:
            raise Invalid("Too many fields for a new lead.", status=None, problems=problems)
        items = [draft.json() for draft in drafts]
        path = "/api/v4/leads/complex"
        outcomes = create_batch(self._transport, path, member="leads", items=items, size=MOST_LEADS, look_up=look_up)
        return [_complex_lead(outcome) for outcome in outcomes]


def _inner(draft: CardDraft) -> dict[str, Any]:
    return {name: value for name, value in draft.json().items() if name != "request_id"}


def _complex_lead(outcome: Outcome) -> ComplexLead:
    return ComplexLead(
        lead_id=outcome.id,
        contact_id=number(outcome.answer.get("contact_id")),
        company_id=number(outcome.answer.get("company_id")),
        is_merged=bool(outcome.answer.get("merged")),
        error=outcome.error,
    )
