"""The customer's cards as an agent may see them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

import structlog

from agents.card_kinds import ENTITIES
from agents.prompts import KnownField
from agents.settings import AgentSettings
from agents.settings.card_field import CardKind
from agents.settings.fields_named import Use, fields_named
from crm_kommo import selectors as crm_selectors
from crm_kommo import services as crm
from crm_kommo.card_view import CardView
from crm_kommo.errors import Refused, TryLater
from crm_kommo.field_catalogue import CatalogueField

log = structlog.get_logger(__name__)

Catalogues = Mapping[CardKind, Mapping[str, CatalogueField]]
# The lead was read for the gates just now; a contact is read again when it is older than this.
FRESH = timedelta(minutes=5)


@dataclass(frozen=True)
class Cards:
    """The lead and its contact, as far as there are any that can be read; `catalogues` name the fields.

    `unread`: why a card that is there could not be read.
    """

    views: Mapping[CardKind, CardView] = field(default_factory=dict)
    catalogues: Catalogues = field(default_factory=dict)
    unread: Refused | TryLater | None = None

    def text(self, card: CardKind, key: str) -> str:
        """What a field holds, "" when it is empty or not known."""
        view = self.views.get(card)
        content = view.fields.get(key) if view else None
        return content.text if content else ""

    def texts(self, card: CardKind, key: str) -> list[str]:
        """The same of a field that may hold several, such as phones, each by itself."""
        view = self.views.get(card)
        content = view.fields.get(key) if view else None
        if content is None or content.value is None:
            return []
        return [str(one) for one in content.value] if isinstance(content.value, list) else [content.text]

    def name(self, card: CardKind, key: str) -> str:
        known = self.catalogues.get(card, {}).get(key)
        return known.name if known else key


NO_CARDS = Cards()


def catalogues() -> Catalogues:
    """The fields of leads and of contacts, in one query."""
    found = crm_selectors.field_catalogues(ENTITIES.values())
    return {card: found[entity] for card, entity in ENTITIES.items()}


def cards_read(*, lead_id: int | None, contact_id: int | None = None, max_age: timedelta = FRESH) -> Cards:
    """The lead and its main contact; of a conversation without a lead, or a lead without one, the contact named.

    What Kommo does not let us read is left out.
    """
    views: dict[CardKind, CardView] = {}
    unread = None
    try:
        if lead_id and (lead := crm.card_read(entity=ENTITIES["lead"], card_id=lead_id, max_age=max_age)):
            views["lead"] = lead
        contact_id = _main_contact_of(lead_id) or contact_id
        if contact_id and (contact := crm.card_read(entity=ENTITIES["contact"], card_id=contact_id, max_age=max_age)):
            views["contact"] = contact
    except (Refused, TryLater) as error:
        log.warning("card_unread", code=error.code)
        unread = error
    return Cards(views, catalogues(), unread)


def cards_known(*, lead_id: int | None) -> Cards:
    """The lead and its main contact as they are known here; Kommo is not asked."""
    ids = {"lead": lead_id, "contact": _main_contact_of(lead_id)}
    views: dict[CardKind, CardView] = {}
    for card, entity in ENTITIES.items():
        card_id = ids[card]
        if card_id and (view := crm.card_known(entity=entity, card_id=card_id)):
            views[card] = view
    return Cards(views, catalogues())


def cards_for(settings: AgentSettings, *, lead_id: int | None, contact_id: int | None) -> Cards:
    """As `cards_read`, for an agent that has any use for them: reading costs a part of what Kommo allows."""
    needed = any(named.use is not Use.HIDES for named in fields_named(settings))
    return cards_read(lead_id=lead_id, contact_id=contact_id) if needed else NO_CARDS


def fields_known(settings: AgentSettings, cards: Cards) -> list[KnownField]:
    """The filled fields that this agent may see; never a sensitive one."""
    return [
        KnownField(f"{card}.{key}", cards.name(card, key), text, may_tell)
        for card, key, may_tell in _seen(settings)
        if (text := cards.text(card, key))
    ]


def _seen(settings: AgentSettings) -> Iterator[tuple[CardKind, str, bool]]:
    sensitive = set(settings.access.sensitive)
    for card, fields in settings.access.by_card.items():
        for access in fields:
            if f"{card}.{access.field}" not in sensitive:
                yield card, access.field, access.level == "tell"


def _main_contact_of(lead_id: int | None) -> int | None:
    lead = crm_selectors.lead_by_kommo_id(lead_id) if lead_id else None
    return lead.main_contact_id if lead else None
