"""What the week grid shows: every day with its times, of the draft or as they were typed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.dates import WEEKDAYS as NAMES
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agents.opening import is_open, next_opening
from agents.settings.hours import WEEKDAYS, Hours
from agents.tab_form import TabForm


@dataclass(frozen=True)
class DayRow:
    """`spans`: {opens, closes}, each "09:30" or what was typed; one empty row where there is none, to be filled."""

    key: str
    name: str
    spans: list[dict[str, Any]]
    faults: list[str]


def day_rows(form: TabForm) -> list[DayRow]:
    week = form.value("hours.week")
    return [
        DayRow(
            key=key,
            name=str(NAMES[number]).capitalize(),
            spans=[_shown(span) for span in week.get(key, [])] or [{"opens": "", "closes": ""}],
            faults=form.faults_in(f"hours.week.{key}"),
        )
        for number, key in enumerate(WEEKDAYS)
    ]


def opening_words(hours: Hours, *, now: datetime) -> str:
    """Whether it is open now, or when it opens next, by the saved draft; "" when there are no hours."""
    if not hours.is_on:
        return ""
    if is_open(hours, now):
        return _("Open now.")
    opens = next_opening(hours, now)
    if opens is None:
        return _("By these hours it never opens.")
    wall = opens.astimezone(ZoneInfo(hours.zone)).replace(tzinfo=None)
    return _("Closed now; opens next on %(when)s.") % {"when": date_format(wall, "l, j E, H:i")}


def _shown(span: dict[str, Any]) -> dict[str, str]:
    """Browsers show times to the minute."""
    return {name: str(value or "")[:5] for name, value in span.items()}
