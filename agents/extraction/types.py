"""The words in which values are looked for, found and judged."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Literal
from zoneinfo import ZoneInfo

from agents.settings.card_field import CardKind
from agents.settings.entry import EntryOptions

# A choice is its text as Kommo has it; several choices are a tuple of them.
Value = str | Decimal | bool | date | datetime | tuple[str, ...]

MASK = "•••"
# From this confidence on a value counts as said outright; below, it is only implied.
EXPLICIT = 0.7


def masked(text: str, *, is_sensitive: bool) -> str:
    """What is shown, and kept to be read, of a field's value or of the words that prove it."""
    return MASK if is_sensitive and text else text


class Kind(StrEnum):
    """What a field takes, as far as reading is concerned."""

    TEXT = "text"
    NAME = "name"
    NUMBER = "number"
    MONEY = "money"
    CHOICE = "choice"
    CHOICES = "choices"
    FLAG = "flag"
    PHONE = "phone"
    EMAIL = "email"
    URL = "url"
    DAY = "day"
    BIRTHDAY = "birthday"
    MOMENT = "moment"


class Skip(StrEnum):
    """Why a value is not written. The codes are kept and told; agents.entry.words has the words."""

    NOTHING_SAID = "nothing_said"
    NO_QUOTE = "no_quote"
    NOT_IN_QUOTE = "not_in_quote"
    UNKNOWN_CHOICE = "unknown_choice"
    WRONG_TYPE = "wrong_type"
    WORDS_TAKEN = "words_taken"
    PATTERN = "pattern"
    TOO_LOW = "too_low"
    TOO_HIGH = "too_high"
    UNSURE = "unsure"
    SAME = "same"
    FILLED = "filled"
    ONLY_IMPLIED = "only_implied"
    PERSON_CHANGED = "person_changed"
    UNDONE = "undone"
    NOT_WRITABLE = "not_writable"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldSpec:
    card: CardKind
    key: str
    name: str
    kind: Kind
    choices: tuple[str, ...] = ()
    is_sensitive: bool = False

    @property
    def path(self) -> str:
        return f"{self.card}.{self.key}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    spec: FieldSpec
    order: int
    options: EntryOptions = EntryOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One message. Values are read from customers only; `at` is when it was said."""

    message_id: str
    author: Literal["customer", "company"]
    text: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the company is: its zone, and the country whose phones need no code and whose dates set the order."""

    zone: ZoneInfo
    region: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A value with its proof: `quote` stands in the message at `start`, character for character."""

    value: Value
    quote: str
    message_id: str
    start: int
    confidence: float
    how: Literal["literal", "model", "script"]

    @property
    def end(self) -> int:
        return self.start + len(self.quote)


@dataclass(frozen=True, slots=True)
class Told:
    """Words of the customer that were read as the value of a field of this name. `is_private`: no model is told."""

    quote: str
    field_name: str
    is_private: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What came of one rule. `skipped`: why its value is not to be written, None when it is."""

    rule: Rule
    candidate: Candidate | None = None
    skipped: Skip | None = None
