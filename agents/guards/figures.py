"""Every number in a text with what it counts: money, percent, time, or nothing that is known."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from agents.extraction.reading.numbers import WRITTEN, value_of
from agents.guards.number_words import numbers_in_words
from agents.guards.types import FaultKind
from agents.guards.units import MEASURE, PERCENT, YEAR, currency_at, duration_at

# Unlike a reader of fields it takes what sticks to other letters: a figure that is not read is not proved.
_NUMBER = re.compile(rf"(?<!\d){WRITTEN}(?!\d)")
_COUNTED = re.compile(r"(?:^|\n)\s*(?P<number>\d{1,2})[.)]\s")
_BESIDE = 25
_SPAN = re.compile(r"\s?(?:[-–—−]|до|to|a|até)\s?")
# “In 2026” is no length of two thousand years.
_YEARS = range(1900, 2100)
# From here on a number is a claim of its own, whatever it counts.
BARE_LEAST = 10


@dataclass(frozen=True, slots=True)
class Figure:
    """`money`: the currencies that may be meant, empty where it is none. `value` of a time is its length."""

    kind: FaultKind
    value: Decimal
    money: frozenset[str]
    start: int
    end: int
    times: bool = False
    is_word: bool = False
    is_measured: bool = False

    @property
    def says_something(self) -> bool:
        """Whether it is a claim at all, and no “two of them” in passing."""
        if self.kind is not FaultKind.NUMBER or self.is_measured:
            return True
        return not self.is_word and (self.value >= BARE_LEAST or self.value != self.value.to_integral())


def figures_in(folded: str, *, taken: list[tuple[int, int]]) -> list[Figure]:
    """`folded`: as agents.words makes it; `taken`: where digits are something else, such as a phone."""
    counted = [one.span("number") for one in _COUNTED.finditer(folded)]
    free = [one for one in _written(folded) if not _lies_in(one, [*taken, *counted])]
    return _with_their_spans(free, folded)


def _written(folded: str) -> Iterator[Figure]:
    for one in _NUMBER.finditer(folded):
        yield _figure(value_of(one), *one.span(), folded, times=bool(one["times"]))
    digits = [one.span() for one in _NUMBER.finditer(folded)]
    for value, start, end in numbers_in_words(folded):
        # Of “15 thousand” the figures have taken the word.
        if any(begins < end and start < ends for begins, ends in digits):
            continue
        yield replace(_figure(value, start, end, folded, times=False), is_word=True)


def _figure(value: Decimal, start: int, end: int, folded: str, *, times: bool) -> Figure:
    before, after = folded[max(0, start - _BESIDE) : start], folded[end : end + _BESIDE]
    if PERCENT.match(after):
        return Figure(FaultKind.PERCENT, value, frozenset(), start, end, times)
    if money := currency_at(before, after):
        return Figure(FaultKind.PRICE, value, money, start, end, times)
    if (length := duration_at(after)) is not None and not (length == YEAR and value in _YEARS):
        return Figure(FaultKind.DURATION, (value * length).normalize(), frozenset(), start, end, times)
    measured = MEASURE.match(after) is not None
    return Figure(FaultKind.NUMBER, value, frozenset(), start, end, times, is_measured=measured)


def _with_their_spans(figures: list[Figure], folded: str) -> list[Figure]:
    """In “10–15 thousand roubles” the ten is thousands of roubles too."""
    ordered = sorted(figures, key=lambda one: one.start)
    for place in range(len(ordered) - 2, -1, -1):
        one, other = ordered[place], ordered[place + 1]
        is_bare = one.kind is FaultKind.NUMBER and not one.times
        if (
            is_bare
            and one.value
            and other.kind is not FaultKind.NUMBER
            and _SPAN.fullmatch(folded, one.end, other.start)
        ):
            ordered[place] = replace(one, kind=other.kind, money=other.money, value=one.value * _scale(other, folded))
    return ordered


def _scale(figure: Figure, folded: str) -> Decimal:
    """What one of its figures is worth: a thousand in “15 thousand”, the minutes of a day in “5 days”."""
    digits = _NUMBER.match(folded, figure.start)
    if digits is None or figure.is_word:
        return Decimal(1)
    bare = _NUMBER.match(digits["digits"])
    return figure.value / value_of(bare) if bare and value_of(bare) else Decimal(1)


def _lies_in(figure: Figure, spans: list[tuple[int, int]]) -> bool:
    return any(start < figure.end and figure.start < end for start, end in spans)
