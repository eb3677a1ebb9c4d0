"""An answer that a script asked for, on the card."""

from typing import Any

import structlog

from agents.cards import ENTITIES
from agents.models import Agent
from agents.scripts.answers import YES
from agents.selectors import settings_of
from agents.settings import AgentSettings
from crm_kommo.field_catalogue import CatalogueField
from crm_kommo.selectors import field_catalogue
from crm_kommo.services import card_fields_set

log = structlog.get_logger(__name__)


def script_answer_write(*, agent: Agent, card_id: int, field: str, value: str, key: str) -> bool:
    """Fill the field of the card once for each key; False when it stays as it is.

    The rule of Data Entry for the field says whether something else may be overwritten; without one only an empty
    field is filled. Not to be called inside a transaction. Raises Refused, TryLater, OutcomeUnknown.
    """
    card, _dot, name = field.partition(".")
    known = field_catalogue(ENTITIES[card]).get(name)
    if known is None:
        return False
    changes = card_fields_set(
        entity=ENTITIES[card],
        card_id=card_id,
        wanted={name: _wanted(known, value)},
        key=key,
        # Of a card on which nothing stood, all that stands there now was entered by somebody.
        seen=None if _overwrites(agent, card, name) else {},
    )
    log.info("script_answer", field=field, written=name in changes.written, conflict=name in changes.conflicts)
    return name in changes.written


def _overwrites(agent: Agent, card: str, name: str) -> bool:
    settings: AgentSettings = settings_of(agent.live)
    rules = settings.data_entry.lead if card == "lead" else settings.data_entry.contact
    return any(rule.field_id == name and rule.settings.overwrite == "always" for rule in rules)


def _wanted(known: CatalogueField, value: str) -> Any:
    match known.type:
        case "checkbox":
            return value == YES
        case "multiselect":
            return value.splitlines()
    return value
