"""Days, as far as the words say them: a day that somebody would have to guess is none."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain, islice

import dateparser

from agents.extraction.hints import asks_for, hints, hints_of
from agents.extraction.reading.day_shapes import (
    AWAY,
    AWAY_WORDS,
    IN_SOME,
    NAMED,
    NUMERIC,
    ORDINAL,
    WEEKDAY,
    WEEKDAYS,
    WEEKS,
)
from agents.extraction.reading.heard import EACH_MOST, Found, Heard, once_each, one_meant
from agents.extraction.types import Kind, Rule

WHOLE, SPOKEN, SHORT, UNSURE = 0.95, 0.85, 0.8, 0.5
# A day is said in fewer characters; the parser tries every word in every language.
_PARSED_MOST = 60
LANGUAGES = ["ru", "en", "es", "pt"]


def read_day(rule: Rule, heard: Heard) -> list[Found[date]]:
    """A coming day, or one with its year; not the one on which somebody was born."""
    of_birth = hints_of("", "", Kind.BIRTHDAY)
    found = [one for one in days_in(heard) if heard.near(one.start, one.end, of_birth, before=5, after=5) is None]
    pointing = hints(rule)
    pointed = [one for one in found if heard.near(one.start, one.end, pointing) is not None]
    return one_meant(heard, pointed or found, unsure=UNSURE)


def read_birthday(rule: Rule, heard: Heard) -> list[Found[date]]:
    """Only with its year, and only where birth is spoken of."""
    is_asked, pointing = asks_for(heard.asked, rule), hints(rule)
    found = [
        one
        for one in days_in(heard)
        if re.search(r"\b(?:19|20)\d\d\b", heard.text[one.start : one.end])
        and one.value < heard.now.date()
        and (is_asked or heard.near(one.start, one.end, pointing, before=5, after=5) is not None)
    ]
    return one_meant(heard, found, unsure=UNSURE)


@once_each
def days_in(heard: Heard) -> list[Found[date]]:
    """Every day that the words say, those without a year as the next one to come."""
    found: list[Found[date]] = []
    shapes = (islice(shape, EACH_MOST) for shape in (_numeric(heard), _named(heard), _relative(heard)))
    for one in chain.from_iterable(shapes):
        if not any(one.start < other.end and other.start < one.end for other in found):
            found.append(one)
    return sorted(found, key=lambda one: one.start)[:EACH_MOST]


def day_of(words: str, heard: Heard) -> date | None:
    """The one day that these words of the message say, in any manner that can be parsed."""
    start = heard.text.find(words)
    inside = [one for one in days_in(heard) if start <= one.start and one.end <= start + len(words)]
    if inside:
        return inside[0].value if len({one.value for one in inside}) == 1 else None
    if len(words) > _PARSED_MOST:
        return None
    parsed = dateparser.parse(words, languages=LANGUAGES, settings=_settings(heard))
    return parsed.date() if parsed else None


def _numeric(heard: Heard) -> Iterator[Found[date]]:
    for shape in NUMERIC:
        for one in shape.finditer(heard.text):
            parts = one.groupdict()
            if "month" in parts:
                day, month = int(parts["day"]), int(parts["month"])
            else:
                first, second = int(parts["first"]), int(parts["second"])
                day, month = (second, first) if _month_is_first(heard, first, second) else (first, second)
            value = _date(heard, int(parts.get("year") or 0), month, day)
            if value:
                sure = WHOLE if parts.get("year") else SHORT if "/" in one.group() else UNSURE
                yield Found(value, *one.span(), sure)


def _named(heard: Heard) -> Iterator[Found[date]]:
    for one in islice(NAMED.finditer(heard.folded), EACH_MOST):
        settings = _settings(heard)
        parsed = dateparser.parse(ORDINAL.sub("", one.group()), languages=LANGUAGES, settings=settings)
        if parsed:
            yield Found(parsed.date(), *one.span(), WHOLE if one["year"] else SPOKEN)


def _relative(heard: Heard) -> Iterator[Found[date]]:
    today = heard.now.date()
    for one in AWAY_WORDS.finditer(heard.folded):
        yield Found(today + timedelta(days=AWAY[one.group(1)]), *one.span(1), SPOKEN)
    for one in IN_SOME.finditer(heard.folded):
        days = int(one["count"]) * (7 if one["unit"].startswith(WEEKS) else 1)
        yield Found(today + timedelta(days=days), *one.span(), SPOKEN)
    for one in WEEKDAY.finditer(heard.folded):
        away = (WEEKDAYS[one.group(1)] - today.weekday()) % 7 or 7
        yield Found(today + timedelta(days=away), *one.span(1), SPOKEN)


def _month_is_first(heard: Heard, first: int, second: int) -> bool:
    return second > 12 or (heard.place.region == "US" and first <= 12)


def _date(heard: Heard, year: int, month: int, day: int) -> date | None:
    today = heard.now.date()
    try:
        value = date(year or today.year, month, day)
        return value if year or value >= today else value.replace(year=today.year + 1)
    except ValueError:
        return None


def _settings(heard: Heard) -> dict[str, object]:
    return {
        "PREFER_DATES_FROM": "future",
        "RELATIVE_BASE": heard.now.replace(tzinfo=None),
        "DATE_ORDER": "MDY" if heard.place.region == "US" else "DMY",
        "REQUIRE_PARTS": ["day", "month"],
    }
