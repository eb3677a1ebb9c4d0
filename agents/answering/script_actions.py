"""What is to happen with a reply that a script gave; automation.script_deeds does it."""

from dataclasses import dataclass

from agents.answering.types import Action
from agents.models import Agent, FieldWrite
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
    """Keep in the write log what the customer answered, and write it into the card. `row` is not saved yet."""

    row: FieldWrite
