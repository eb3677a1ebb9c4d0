"""Data entry: which fields an agent fills from the conversation, in which order, and how careful it is."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from agents.settings.base import AsGiven
from agents.settings.card_field import CardKind
from agents.settings.types import FieldKey, Line, Switch, Text, first_repeated

# A text that looks like a number is none: what is read back is what was sent.
Number = Annotated[float, Field(strict=True)]


class EntryOptions(AsGiven):
    """`instruction`: when and how to fill. `synonyms`: choice → words that mean it. `least`: confidence, 0 to 1.

    `pattern`: a regular expression the whole value must match; `lowest`, `highest`: bounds of a number.
    `ask`: the agent asks for it when it is empty, in the words of `question` if there are any.
    """

    instruction: Text = ""
    synonyms: dict[Line, Annotated[list[Line], Field(max_length=50)]] = {}
    pattern: Annotated[str, Field(max_length=200)] = ""
    lowest: Number | None = None
    highest: Number | None = None
    overwrite: Literal["if_empty", "if_ours", "always"] = "if_empty"
    least: Annotated[Number, Field(ge=0, le=1)] = 0.7
    ask: Switch = False
    question: Line = ""

    @model_validator(mode="after")
    def _has_room(self) -> "EntryOptions":
        if self.lowest is not None and self.highest is not None and self.lowest > self.highest:
            raise ValueError("lowest_above_highest")
        return self


class EntryRule(AsGiven):
    """A lower `order` is asked for first, and decides when two rules would take the same words."""

    field_id: FieldKey
    field_name: Line = ""
    order: Annotated[int, Field(ge=1, le=10_000, strict=True)]
    settings: EntryOptions = EntryOptions()


def _each_once(rules: list[EntryRule]) -> list[EntryRule]:
    first_repeated((rule.field_id for rule in rules), below="{}.field_id", code="field_twice")
    first_repeated((rule.order for rule in rules), below="{}.order", code="order_twice")
    return rules


Rules = Annotated[list[EntryRule], Field(max_length=200), AfterValidator(_each_once)]


class DataEntry(AsGiven):
    """Rules for the lead's fields and for its contact's."""

    lead: Rules = []
    contact: Rules = []

    @property
    def by_card(self) -> Mapping[CardKind, list[EntryRule]]:
        return {"lead": self.lead, "contact": self.contact}

    @property
    def last_order(self) -> int:
        """The last place that is taken in the one order of both cards, 0 while there are no rules."""
        return max((rule.order for rules in self.by_card.values() for rule in rules), default=0)
