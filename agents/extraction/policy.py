"""May what stands in a field give way to a new value?"""

from dataclasses import dataclass
from enum import StrEnum

from agents.extraction.types import EXPLICIT, Candidate, Rule, Skip


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
    """What is known of a field: whose value stands there, and whether it is empty."""

    standing: Standing = Standing.EMPTY
    is_empty: bool = True


def refused(candidate: Candidate, rule: Rule, present: Present) -> Skip | None:
    """Why the value may not be written, None when it may."""
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
