"""What the week grid shows: every day with its times, of the draft or as they were typed."""

from dataclasses import dataclass
from typing import Any

from django.utils.dates import WEEKDAYS as NAMES

from agents.settings.hours import WEEKDAYS
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


def _shown(span: dict[str, Any]) -> dict[str, str]:
    """Browsers show times to the minute."""
    return {name: str(value or "")[:5] for name, value in span.items()}
