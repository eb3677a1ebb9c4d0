"""The cards of a lead as scripts know them: fields of the lead and of its main contact, by path (lead.cf_1)."""

from datetime import timedelta
from functools import cache

from agents.scripts.answers import Asked
from agents.scripts.turn import CardValues
from crm_kommo import selectors as crm_selectors
from crm_kommo.card_view import CardView
from crm_kommo.errors import Refused, TryLater
from crm_kommo.field_catalogue import CatalogueField
from crm_kommo.models import Field
from crm_kommo.services import card_read
from tenants.jobs import RetryLater

ENTITIES = {"lead": Field.Entity.LEAD, "contact": Field.Entity.CONTACT}
# A condition may be about what a person has just changed.
MAX_AGE = timedelta(seconds=10)


def catalogue_field(path: str) -> CatalogueField | None:
    """What Kommo says of a field; None when it is gone from there. One query."""
    card, _dot, key = path.partition(".")
    known = crm_selectors.field_catalogue(ENTITIES[card]).get(key)
    return None if known is None or known.is_missing else known


def asked_of(known: CatalogueField | None) -> Asked:
    """How an answer for the field is read; for one that is gone any words are an answer."""
    if known is None:
        return Asked(type="text")
    return Asked(type=known.type, code=known.definition.code, choices=tuple(choice.value for choice in known.choices))


def card_id_of(*, lead_id: int, card: str) -> int | None:
    """The lead's own id, or that of its main contact as the mirror knows it."""
    if card == "lead":
        return lead_id
    lead = crm_selectors.lead_by_kommo_id(lead_id)
    contact = crm_selectors.contact_of_lead(lead) if lead else None
    return contact.kommo_id if contact else None


def card_values(*, lead_id: int | None, patient: bool) -> CardValues:
    """Path → the texts that stand in the field; each card is read once, and only when it is asked about.

    While Kommo is away: RetryLater, if it is to be waited for; otherwise nothing stands there.
    """

    @cache
    def view(card: str) -> CardView | None:
        card_id = card_id_of(lead_id=lead_id, card=card) if lead_id else None
        try:
            return card_read(entity=ENTITIES[card], card_id=card_id, max_age=MAX_AGE) if card_id else None
        except TryLater as error:
            if patient:
                raise RetryLater(after=error.after, reason=str(error), counts=False) from error
        except Refused:
            pass
        return None

    def values(path: str) -> list[str]:
        card, _dot, key = path.partition(".")
        seen = view(card)
        content = seen.fields.get(key) if seen else None
        if content is None or content.value is None:
            return []
        return [str(one) for one in content.value] if isinstance(content.value, list) else [content.text]

    return values
