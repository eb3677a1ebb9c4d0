"""Days and times of day that a text names."""

import re
from collections.abc import Iterator

from agents.extraction.reading import Heard
from agents.extraction.reading.day_shapes import AWAY, WEEKDAYS
from agents.extraction.reading.days import days_in
from agents.extraction.reading.moments import clocks, time_of
from agents.guards.types import Claim, FaultKind
from agents.guards.units import PERCENT, currency_at

# “At 3 shops”: what looks like an hour and counts something.
_COUNTS = re.compile(r"\s[^\W\d_]{3,}")
# After an hour these do not count anything.
_GOES_ON = re.compile(r"\s(?:утра|дня|вечера|ночи|часов|часа|until|till|and|hasta|até|que|para|или|por|если)\b")
_UNIT_ENDS = 25


def days_named(heard: Heard) -> Iterator[Claim]:
    """Each day as a date; today is no claim, and days of the week are read by agents.guards.week."""
    for one in days_in(heard):
        words = heard.folded[one.start : one.end]
        if words in WEEKDAYS or (words in AWAY and one.value == heard.now.date()) or _is_number(heard, one.end):
            continue
        yield Claim(FaultKind.DAY, one.value, one.start, one.end)


def times_named(heard: Heard) -> Iterator[Claim]:
    for clock in clocks(heard):
        at = time_of(clock)
        is_bare = not (clock["minute"] or clock["half"] or clock["minute2"] or clock["half3"])
        after = heard.folded[clock.end() : clock.end() + _UNIT_ENDS]
        counts = _COUNTS.match(after) and not _GOES_ON.match(after)
        if at is None or (is_bare and counts) or _is_number(heard, clock.end()):
            continue
        yield Claim(FaultKind.TIME, at, *clock.span())


def _is_number(heard: Heard, end: int) -> bool:
    """“12.10 €” is no day in October."""
    after = heard.folded[end : end + _UNIT_ENDS]
    return bool(currency_at("", after) or PERCENT.match(after))
