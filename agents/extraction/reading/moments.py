"""A day with a time of day."""

import re
from datetime import datetime, time
from itertools import islice

from agents.extraction.reading.day_shapes import AFTERNOON, CLOCK
from agents.extraction.reading.days import UNSURE, read_day
from agents.extraction.reading.heard import EACH_MOST, Found, Heard, once_each, one_meant
from agents.extraction.types import Rule

# So many characters may stand between a day and its time.
_REACH = 25


def read_moment(rule: Rule, heard: Heard) -> list[Found[datetime]]:
    """A day and a time of day that stand together."""
    moments = []
    for day in read_day(rule, heard):
        for clock in clocks(heard):
            apart = max(clock.start() - day.end, day.start - clock.end())
            at = time_of(clock)
            if at is None or apart > _REACH or (clock.start() < day.end and day.start < clock.end()):
                continue
            value = datetime.combine(day.value, at, tzinfo=heard.place.zone)
            moments.append(Found(value, min(day.start, clock.start()), max(day.end, clock.end()), day.confidence))
            break
    return one_meant(heard, moments, unsure=UNSURE)


def clocks_in(heard: Heard) -> list[tuple[int, int]]:
    """Where digits are a time of day."""
    return [one.span() for one in clocks(heard) if time_of(one) is not None]


@once_each
def clocks(heard: Heard) -> list[re.Match[str]]:
    """What may be a time of day; `time_of` tells."""
    return list(islice(CLOCK.finditer(heard.folded), EACH_MOST))


def time_of(clock: re.Match[str]) -> time | None:
    """What a match of CLOCK says; None for no time there is."""
    hour = int(clock["hour"] or clock["hour2"] or clock["hour3"])
    minute = int(clock["minute"] or clock["minute2"] or 0)
    half = clock["half"] or clock["half3"] or ""
    if half in AFTERNOON and hour < 12:
        hour += 12
    return time(hour, minute) if hour < 24 and minute < 60 else None
