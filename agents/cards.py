"""The customer's cards as an agent may see them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from agents.prompts import KnownField
from agents.settings import AgentSettings
from crm_kommo import selectors as crm_selectors
from crm_kommo import services as crm
from crm_kommo.card_view import CardView
from crm_kommo.errors import Refused, TryLater
from crm_kommo.field_catalogue import CatalogueField
from crm_kommo.models import Field

ENTITIES = {"lead": Field.Entity.LEAD, "contact": Field.Entity.CONTACT}
# The lead was read for the gates just now; a contact is read again when it is older than this.
FRESH = timedelta(minutes=5)


@dataclass(frozen=True)
class Cards:
    """`views`: "lead" and "contact" → its card, where there is one that can be read; `catalogues` name the fields."""

    views: Mapping[str, CardView]
    catalogues: Mapping[str, Mapping[str, CatalogueField]]

    def text(self, card: str, field: str) -> str:
        """What a field holds, "" when it is empty or not known."""
        view = self.views.get(card)
        content = view.fields.get(field) if view else None
        return content.text if content else ""

    def name(self, card: str, field: str) -> str:
        known = self.catalogues.get(card, {}).get(field)
        return known.name if known else field


NO_CARDS = Cards({}, {})


def cards_read(*, lead_id: int | None, contact_id: int | None = None, max_age: timedelta = FRESH) -> Cards:
    """The lead and the contact of a conversation; of a lead without one, its main contact.

    What Kommo does not let us read is left out.
    """
    views = {}
    if lead_id and (lead := _read(ENTITIES["lead"], lead_id, max_age)):
        views["lead"] = lead
    contact_id = contact_id or _main_contact_of(lead_id)
    if contact_id and (contact := _read(ENTITIES["contact"], contact_id, max_age)):
        views["contact"] = contact
    catalogues = crm_selectors.field_catalogues(ENTITIES.values())
    return Cards(views, {card: catalogues[entity] for card, entity in ENTITIES.items()})


def cards_for(settings: AgentSettings, *, lead_id: int | None, contact_id: int | None) -> Cards:
    """As `cards_read`, for an agent that has any use for them: reading costs a part of what Kommo allows."""
    return cards_read(lead_id=lead_id, contact_id=contact_id) if _needs_cards(settings) else NO_CARDS


def _needs_cards(settings: AgentSettings) -> bool:
    entry = settings.data_entry
    chosen = (settings.access.lead, settings.access.contact, entry.lead, entry.contact, settings.scripts)
    collects = any(
        said.collect for pipeline in settings.pipelines.values() for said in pipeline.stage_settings.values()
    )
    return any(chosen) or collects


def fields_known(settings: AgentSettings, cards: Cards) -> list[KnownField]:
    """The filled fields that this agent may see; never a sensitive one."""
    return [
        KnownField(f"{card}.{field}", cards.name(card, field), text, may_tell)
        for card, field, may_tell in _seen(settings)
        if (text := cards.text(card, field))
    ]


def _seen(settings: AgentSettings) -> Iterator[tuple[str, str, bool]]:
    sensitive = set(settings.access.sensitive)
    for card, fields in (("lead", settings.access.lead), ("contact", settings.access.contact)):
        for access in fields:
            if f"{card}.{access.field}" not in sensitive:
                yield card, access.field, access.level == "tell"


def _main_contact_of(lead_id: int | None) -> int | None:
    lead = crm_selectors.lead_by_kommo_id(lead_id) if lead_id else None
    return lead.main_contact_id if lead else None


def _read(entity: Field.Entity, card_id: int, max_age: timedelta) -> CardView | None:
    try:
        return crm.card_read(entity=entity, card_id=card_id, max_age=max_age)
    except (Refused, TryLater):
        return None
