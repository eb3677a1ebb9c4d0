"""Working hours: is it open at a moment, and when does it open next. Pure: moments are aware and passed in.

A span holds from the first moment at which the clock on the wall shows its beginning, until the last at which it shows
its end: an hour that comes twice is worked through once, and one that is skipped is begun when the clock has jumped.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from agents.settings.hours import WEEKDAYS, Hours

# Longer than any row of holidays that can be entered.
LOOK_AHEAD_DAYS = 400
SECOND = timedelta(seconds=1)


def is_open(hours: Hours, at: datetime) -> bool:
    """Hours that are off are always open."""
    if not hours.is_on:
        return True
    day = at.astimezone(ZoneInfo(hours.zone)).date()
    return any(opens <= at < closes for opens, closes in _spans(hours, day))


def next_opening(hours: Hours, after: datetime) -> datetime | None:
    """The first moment from `after` on at which it is open; None when holidays leave none."""
    if is_open(hours, after):
        return after
    first = after.astimezone(ZoneInfo(hours.zone)).date()
    days = (first + timedelta(days=ahead) for ahead in range(LOOK_AHEAD_DAYS))
    return next((opens for day in days for opens, _closes in _spans(hours, day) if opens > after), None)


def _spans(hours: Hours, day: date) -> Iterator[tuple[datetime, datetime]]:
    if any(holiday.day == day for holiday in hours.holidays):
        return
    zone = ZoneInfo(hours.zone)
    for span in sorted(hours.week.get(WEEKDAYS[day.weekday()], []), key=lambda span: span.opens):
        midnight = span.closes == time(0)
        closes = datetime.combine(day + timedelta(days=midnight), span.closes, tzinfo=zone)
        yield _moment(datetime.combine(day, span.opens, tzinfo=zone)), _moment(closes.replace(fold=not midnight))


def _moment(wall: datetime) -> datetime:
    """When a clock shows this; where it never does, when it jumps over it."""
    moment = wall.astimezone(UTC)
    if moment.astimezone(wall.tzinfo).replace(tzinfo=None) == wall.replace(tzinfo=None):
        return moment
    low, high = (wall.replace(fold=fold).astimezone(UTC) for fold in (1, 0))
    before = low.astimezone(wall.tzinfo).utcoffset()
    while high - low > SECOND:
        middle = low + (high - low) / 2
        if middle.astimezone(wall.tzinfo).utcoffset() == before:
            low = middle
        else:
            high = middle
    return high.replace(microsecond=0)
