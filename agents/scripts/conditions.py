"""Does a condition of a script hold?"""

import re
from collections.abc import Sequence
from decimal import Decimal

from agents.settings.scripts import Condition
from agents.words import plain
from knowledge.languages import language_detect
from knowledge.lexicon.terms import terms

_NUMBER = re.compile(r"-?\d+(?:[\s\u00a0]\d{3})*(?:[.,]\d+)?")


def condition_holds(step: Condition, values: Sequence[str]) -> bool:
    """`values`: what stands in the field, or what the customer said; none when there is nothing."""
    filled = [value for value in values if value.strip()]
    match step.test:
        case "is_empty":
            return not filled
        case "is_filled":
            return bool(filled)
        case "is":
            return any(_is(value, step.value) for value in filled)
        case "is_not":
            return not any(_is(value, step.value) for value in filled)
        case "contains":
            return any(_contains(value, step.value) for value in filled)
    bound = _number(step.value)
    numbers = [number for value in filled if (number := _number(value)) is not None]
    if bound is None:
        return False
    return any(number > bound if step.test == "above" else number < bound for number in numbers)


def _is(value: str, wanted: str) -> bool:
    left, right = plain(value).strip(".!? "), plain(wanted)
    if left == right:
        return True
    numbers = _whole_number(left), _whole_number(right)
    return None not in numbers and numbers[0] == numbers[1]


def _contains(value: str, wanted: str) -> bool:
    """As it stands, or every word of it in another form: "delivery" also in "deliveries"."""
    if plain(wanted) in plain(value):
        return True
    language = language_detect(value)
    sought = set(terms(wanted, language=language))
    return bool(sought) and sought <= set(terms(value, language=language))


def _number(text: str) -> Decimal | None:
    """The first number that a text names."""
    found = _NUMBER.search(text)
    return Decimal(re.sub(r"[\s\u00a0]", "", found.group()).replace(",", ".")) if found else None


def _whole_number(text: str) -> Decimal | None:
    """The number that the text is, with nothing around it."""
    return _number(text) if _NUMBER.fullmatch(text) else None
