"""Working hours at their edges: midnight, holidays, clocks that jump and hours that come twice."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from agents.opening import is_open, next_opening
from agents.settings.hours import WEEKDAYS, Hours


def hours(zone: str = "UTC", holidays: tuple[str, ...] = (), **week: str) -> Hours:
    """`mon="09:00-13:00 14:00-18:00"`."""
    spans = {
        day: [dict(zip(("opens", "closes"), span.split("-"), strict=True)) for span in text.split()]
        for day, text in week.items()
    }
    days = [{"day": day} for day in holidays]
    return Hours.model_validate({"is_on": True, "zone": zone, "week": spans, "holidays": days})


def every_day(span: str, zone: str = "UTC") -> Hours:
    return hours(zone, **dict.fromkeys(WEEKDAYS, span))


def at(text: str, zone: str = "UTC", fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=fold)


OFFICE = hours(mon="09:00-13:00 14:00-18:00", fri="20:00-00:00", holidays=("2026-09-07",))


class TestIsOpen:
    @pytest.mark.parametrize(
        ("moment", "open_"),
        [
            ("2026-08-31 08:59:59", False),
            ("2026-08-31 09:00", True),
            ("2026-08-31 12:59:59", True),
            ("2026-08-31 13:00", False),
            ("2026-08-31 14:00", True),
            ("2026-08-31 18:00", False),
            ("2026-09-04 23:59:59", True),
            ("2026-09-05 00:00", False),
            ("2026-09-07 10:00", False),
            ("2026-09-02 10:00", False),
        ],
    )
    def test_its_edges(self, moment, open_):
        assert is_open(OFFICE, at(moment)) is open_

    def test_hours_that_are_off_are_always_open(self):
        assert is_open(Hours(), at("2026-09-02 03:00"))

    def test_it_is_asked_in_the_agents_zone(self):
        tokyo = every_day("09:00-18:00", "Asia/Tokyo")
        assert is_open(tokyo, at("2026-09-02 00:00"))
        assert not is_open(tokyo, at("2026-09-02 09:00"))

    def test_midnight_to_midnight_is_the_whole_day(self):
        always = every_day("00:00-00:00", "Europe/Berlin")
        begin = datetime(2026, 10, 24, 20, tzinfo=UTC)
        assert all(is_open(always, begin + timedelta(minutes=7 * step)) for step in range(300))


class TestClocksThatChange:
    """Berlin skips 02:00–03:00 on 29 March 2026 and lives through it twice on 25 October."""

    def test_what_opens_in_the_hour_that_is_skipped_opens_when_the_clock_has_jumped(self):
        early = every_day("02:30-06:00", "Europe/Berlin")
        jump = datetime(2026, 3, 29, 1, tzinfo=UTC)
        assert not is_open(early, jump - timedelta(seconds=1))
        assert is_open(early, jump)
        assert next_opening(early, jump - timedelta(hours=1)) == jump

    def test_what_closes_in_the_hour_that_is_skipped_closes_then(self):
        late = every_day("01:00-02:30", "Europe/Berlin")
        jump = datetime(2026, 3, 29, 1, tzinfo=UTC)
        assert is_open(late, jump - timedelta(seconds=1))
        assert not is_open(late, jump)

    def test_an_hour_that_comes_twice_is_worked_through_once(self):
        night = every_day("01:00-02:45", "Europe/Berlin")
        begins, ends = (
            at(f"2026-10-25 {clock}", "Europe/Berlin", fold) for clock, fold in (("01:00", 0), ("02:45", 1))
        )
        first = begins.astimezone(UTC)
        length = ends.astimezone(UTC) - first
        assert length == timedelta(hours=2, minutes=45)
        states = [is_open(night, first + timedelta(minutes=minute)) for minute in range(200)]
        assert states == [True] * 165 + [False] * 35

    def test_the_opening_hour_stays_nine_on_both_sides_of_the_change(self):
        office = every_day("09:00-18:00", "Europe/Berlin")
        before, after = (next_opening(office, at(day, "Europe/Berlin")) for day in ("2026-03-28", "2026-03-30"))
        assert (before.hour, after.hour) == (8, 7)

    def test_a_day_that_begins_at_one_opens_then(self):
        """Beirut skips midnight."""
        jump = at("2026-03-29 01:00", "Asia/Beirut")
        assert next_opening(every_day("00:00-06:00", "Asia/Beirut"), jump - timedelta(seconds=1)) == jump


class TestNextOpening:
    @pytest.mark.parametrize(
        ("after", "opens"),
        [
            ("2026-08-31 08:00", "2026-08-31 09:00"),
            ("2026-08-31 10:00", "2026-08-31 10:00"),
            ("2026-08-31 13:30", "2026-08-31 14:00"),
            ("2026-08-31 18:00", "2026-09-04 20:00"),
            ("2026-09-05 00:00", "2026-09-14 09:00"),
        ],
    )
    def test_it_finds_the_next_span_over_days_and_holidays(self, after, opens):
        assert next_opening(OFFICE, at(after)) == at(opens)

    def test_holidays_for_ever_leave_none(self):
        first = date(2026, 9, 7)
        holidays = tuple(str(first + timedelta(weeks=week)) for week in range(60))
        assert next_opening(hours(mon="09:00-18:00", holidays=holidays), at("2026-09-01 00:00")) is None
