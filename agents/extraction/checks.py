"""Whether a value fits what the rule asks of it."""

from datetime import date, datetime
from decimal import Decimal

from agents.extraction.patterns import matches
from agents.extraction.types import Candidate, Kind, Rule, Skip, Value
from crm_kommo.values.shown import text_of

_TYPES: dict[Kind, type | tuple[type, ...]] = {
    Kind.NUMBER: Decimal,
    Kind.MONEY: Decimal,
    Kind.FLAG: bool,
    Kind.CHOICES: tuple,
    Kind.DAY: date,
    Kind.BIRTHDAY: date,
    Kind.MOMENT: datetime,
}


def unfit(candidate: Candidate, rule: Rule) -> Skip | None:
    """Why not, None when it fits."""
    value, options = candidate.value, rule.options
    if not isinstance(value, _TYPES.get(rule.spec.kind, str)):
        return Skip.WRONG_TYPE
    if not set(_chosen(rule, value)) <= set(rule.spec.choices):
        return Skip.UNKNOWN_CHOICE
    if isinstance(value, Decimal):
        # As texts: a setting of 0.1 means a tenth, not the float nearest to it.
        if options.lowest is not None and value < Decimal(str(options.lowest)):
            return Skip.TOO_LOW
        if options.highest is not None and value > Decimal(str(options.highest)):
            return Skip.TOO_HIGH
    if options.pattern and not all(matches(options.pattern, text) for text in _texts(value)):
        return Skip.PATTERN
    return Skip.UNSURE if candidate.confidence < options.least else None


def _texts(value: Value) -> list[str]:
    """As a pattern meets it, each of several."""
    return [text_of(one, yes="yes", no="no") for one in (value if isinstance(value, tuple) else (value,))]


def _chosen(rule: Rule, value: Value) -> tuple[str, ...]:
    if rule.spec.kind is Kind.CHOICE:
        return (str(value),)
    return value if isinstance(value, tuple) else ()
