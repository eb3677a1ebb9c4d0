"""The words in which an answer is judged."""

from collections.abc import Hashable
from dataclasses import dataclass
from enum import StrEnum


class FaultKind(StrEnum):
    """What is wrong with a claim. The codes are kept with decisions; agents.guard_words has the words."""

    PRICE = "price"
    FREE = "free"
    PERCENT = "percent"
    DURATION = "duration"
    NUMBER = "number"
    DAY = "day"
    WEEKDAY = "weekday"
    TIME = "time"
    PHONE = "phone"
    EMAIL = "email"
    LINK = "link"
    ADDRESS = "address"
    PROMISE = "promise"
    LEAK = "leak"


# What the customer may have said themselves and then is theirs: to say it back tells them nothing.
OF_THE_CUSTOMER = {FaultKind.PHONE, FaultKind.EMAIL, FaultKind.ADDRESS, FaultKind.NUMBER, FaultKind.DURATION}


@dataclass(frozen=True, slots=True)
class Claim:
    """Something that an answer states, in one form however it is written; it stands from `start` until `end`."""

    kind: FaultKind
    value: Hashable
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Fault:
    """A claim that nothing proves, in the words of the answer, from `start` until `end`."""

    kind: FaultKind
    words: str
    start: int
    end: int
