"""What is to happen with a reply that a script gave; automation.script_deeds does it."""

from dataclasses import dataclass

from agents.answering.types import Action
from agents.models import Agent
from agents.scripts.place import Place


@dataclass(frozen=True, kw_only=True)
class KeepPlace(Action):
    """Remember where the conversation stands now (None: outside of scripts), and where it stood before this reply."""

    agent: Agent
    version: int | None
    place: Place | None
    before: Place | None
    taken_up_to: int


@dataclass(frozen=True, kw_only=True)
class StoreAnswer(Action):
    """Fill a field of a card (the lead's, or its contact's, as the path says) with what the customer answered.

    `value` as agents.scripts.answers gives it; `message_id`: the customer's message that says it.
    """

    agent: Agent
    card_id: int
    field: str
    value: str
    message_id: int
