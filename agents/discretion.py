"""What an agent may know and must not say. Pure.

A value is found as it is written, whatever its case, its blanks and its kind of digits. Another spelling, or other
words for it, is not found: this is a net below the model's orders, and no guarantee.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from agents.numbers_written import number_spans, says_number
from agents.prompts import KnownField
from agents.words import plain

# Shorter values stand in half of all sentences by chance.
SHORTEST = 3
_SENTENCE = re.compile(r"(?<=[.!?…])\s+|\n+")
_NOT_DIGITS = re.compile(r"\D+")
_ENDS = " .!?"
INVISIBLE = "Cf"


def discreet(text: str, *, fields: Iterable[KnownField], known_to_all: Iterable[str]) -> str:
    """The text without the sentences that hold a value, or a part of one, which is for the agent's own thinking only.

    What the customer said, or a passage says, is no secret: `known_to_all`. "" when nothing is left.
    """
    said = [_folded(one) for one in known_to_all]
    secrets = {_folded(field.text).strip(_ENDS) for field in fields if not field.may_tell}
    secrets = {one for one in secrets if len(one) >= SHORTEST and not any(_is_open(one, known) for known in said)}
    parts = [part.strip() for part in _SENTENCE.split(text) if part.strip()]
    held = {place for secret in secrets for place in _places(parts, secret)}
    if not held:
        return text
    kept = [part for place, part in enumerate(parts) if place not in held]
    # What stood apart may have come together.
    return "" if any(_places(kept, secret) for secret in secrets) else " ".join(kept)


def _places(parts: list[str], secret: str) -> set[int]:
    """Of the sentences, those over which a value stretches."""
    folded = [_folded(part) for part in parts]
    spans = list(_spans(" ".join(folded), secret))
    found, start = set(), 0
    for place, part in enumerate(folded) if spans else ():
        end = start + len(part)
        if any(begins < end and start < ends for begins, ends in spans):
            found.add(place)
        start = end + 1
    return found


def _spans(text: str, secret: str) -> Iterator[tuple[int, int]]:
    yield from (found.span() for found in _as_it_stands(secret).finditer(text))
    if number := _number(secret):
        yield from number_spans(text, number)


def _is_open(secret: str, known: str) -> bool:
    return _as_it_stands(secret).search(known) is not None or says_number(known, _number(secret))


def _as_it_stands(secret: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(secret)}(?!\w)")


def _number(secret: str) -> str:
    """Its digits, where they are most of it; else ""."""
    digits = _NOT_DIGITS.sub("", secret)
    return digits if len(digits) >= max(SHORTEST, len(secret) // 2) else ""


def _folded(text: str) -> str:
    """For comparing: one form of each letter and digit, nothing that cannot be seen."""
    seen = (letter for letter in unicodedata.normalize("NFKC", text) if unicodedata.category(letter) != INVISIBLE)
    return plain("".join(str(unicodedata.digit(letter, letter)) for letter in seen))
