"""When an agent answers. Times of day in the agent's own zone, by IANA name: offsets would forget daylight saving."""

from datetime import date, time
from typing import Annotated, Literal
from zoneinfo import available_timezones

from pydantic import AfterValidator, Field, model_validator

from agents.settings.base import Part
from agents.settings.types import Line, Switch, Text

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


# Asked for once: it walks through the system's files.
ZONES = frozenset(available_timezones())


def _zone(name: str) -> str:
    if name not in ZONES:
        raise ValueError("unknown_zone")
    return name


class Span(Part):
    """From `opens` until `closes` of one day; 00:00 as the end is midnight."""

    opens: time
    closes: time

    @model_validator(mode="after")
    def _goes_forward(self) -> "Span":
        if self.closes != time(0) and self.closes <= self.opens:
            raise ValueError("closes_before_it_opens")
        return self


class Holiday(Part):
    day: date
    name: Line = ""


def _open_days(week: dict[Weekday, list[Span]]) -> dict[Weekday, list[Span]]:
    """In the order of the week. A day without times and a day that is not named are the same."""
    return {day: week[day] for day in WEEKDAYS if week.get(day)}


class Hours(Part):
    """`outside`: stay silent · say `text`, at most once in `every_hours` to a customer · answer at opening."""

    is_on: Switch = False
    zone: Annotated[str, AfterValidator(_zone)] = "UTC"
    week: Annotated[dict[Weekday, Annotated[list[Span], Field(max_length=6)]], AfterValidator(_open_days)] = {}
    holidays: Annotated[list[Holiday], Field(max_length=200)] = []
    outside: Literal["silent", "text", "at_opening"] = "silent"
    text: Text = ""
    every_hours: Annotated[int, Field(ge=1, le=168)] = 12

    @model_validator(mode="after")
    def _holds_together(self) -> "Hours":
        for spans in self.week.values():
            ordered = sorted(spans, key=lambda span: span.opens)
            if any(a.closes == time(0) or b.opens < a.closes for a, b in zip(ordered, ordered[1:], strict=False)):
                raise ValueError("spans_overlap")
        if self.is_on and not any(self.week.values()):
            raise ValueError("never_open")
        if self.is_on and self.outside == "text" and not self.text:
            raise ValueError("outside_text_missing")
        return self
