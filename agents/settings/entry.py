"""Data entry: which fields an agent fills from the conversation, in which order, and how careful it is."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from agents.settings.base import Part, Said
from agents.settings.types import FieldKey, Line, Text


class EntryOptions(Said):
    """`instruction`: when and how to fill. `synonyms`: choice → words that mean it. `least`: confidence, 0 to 1.

    `pattern`: a regular expression the whole value must match; `lowest`, `highest`: bounds of a number.
    `ask`: the agent asks for it when it is empty, in the words of `question` if there are any.
    """

    instruction: Text = ""
    synonyms: dict[Line, Annotated[list[Line], Field(max_length=50)]] = {}
    pattern: Annotated[str, Field(max_length=200)] = ""
    lowest: float | None = None
    highest: float | None = None
    overwrite: Literal["if_empty", "if_ours", "always"] = "if_empty"
    least: Annotated[float, Field(ge=0, le=1)] = 0.7
    ask: bool = False
    question: Line = ""

    @model_validator(mode="after")
    def _has_room(self) -> "EntryOptions":
        if self.lowest is not None and self.highest is not None and self.lowest > self.highest:
            raise ValueError("lowest_above_highest")
        return self


class EntryRule(Part):
    """A lower `order` is asked for first, and decides when two rules would take the same words."""

    field_id: FieldKey
    field_name: Line = ""
    order: Annotated[int, Field(ge=1, le=10_000, strict=True)]
    settings: EntryOptions = EntryOptions()


class DataEntry(Said):
    """Rules for the lead's fields and for its contact's."""

    lead: Annotated[list[EntryRule], Field(max_length=200)] = []
    contact: Annotated[list[EntryRule], Field(max_length=200)] = []

    @model_validator(mode="after")
    def _each_once(self) -> "DataEntry":
        for rules in (self.lead, self.contact):
            if len({rule.field_id for rule in rules}) != len(rules):
                raise ValueError("field_twice")
            if len({rule.order for rule in rules}) != len(rules):
                raise ValueError("order_twice")
        return self
