"""May what stands in a field give way to a new value?"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from agents.extraction.types import EXPLICIT, Candidate, Rule, Skip, Value
from agents.words import folded


class Standing(StrEnum):
    """Whose is what stands in the field now.

    ours: what we wrote last · other: a person's, or there before us · changed: a person put something else, or
    nothing, in the place of what we wrote · undone: a person took our value back.
    """

    EMPTY = "empty"
    OURS = "ours"
    OTHER = "other"
    CHANGED = "changed"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class Present:
    """What stands in a field, None for nothing, and whose it is. Of phones and the like it is a list of texts.

    `says_nothing`: a value that counts as none.
    """

    standing: Standing = Standing.EMPTY
    value: Any = None
    says_nothing: bool = False

    @property
    def is_empty(self) -> bool:
        return self.value is None or self.says_nothing


def refused(candidate: Candidate, rule: Rule, present: Present) -> Skip | None:
    """Why the value may not be written, None when it may."""
    if present.value is not None and _is_same(candidate.value, present.value):
        return Skip.SAME
    refusal = locked(rule, present)
    if refusal is None and not present.is_empty and candidate.confidence < EXPLICIT:
        return Skip.ONLY_IMPLIED
    return refusal


def locked(rule: Rule, present: Present) -> Skip | None:
    """Why no value at all may be written."""
    if rule.options.overwrite == "always":
        return None
    match present.standing:
        case Standing.CHANGED:
            return Skip.PERSON_CHANGED
        case Standing.UNDONE:
            return Skip.UNDONE
        case Standing.OTHER:
            return Skip.FILLED
        case Standing.OURS if rule.options.overwrite == "if_empty":
            return Skip.FILLED
    return None


def _is_same(value: Value, present: Any) -> bool:
    if isinstance(value, tuple):
        return set(value) == set(present)
    if isinstance(present, list):
        return _plain(value) in map(_plain, present)
    return bool(_plain(value) == _plain(present))


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return folded(value).strip()
    return Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value
