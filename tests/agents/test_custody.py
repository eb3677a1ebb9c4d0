from datetime import UTC, datetime, timedelta

import pytest

from agents.custody import Custody, pause_ends, person_silences
from agents.settings.conduct import Pause, Takeover


class TestPauseEnds:
    @pytest.mark.parametrize(
        ("since", "number", "unit", "ends"),
        [
            ("2026-01-31 10:00", 1, "months", "2026-02-28 10:00"),
            ("2028-01-31 10:00", 1, "months", "2028-02-29 10:00"),
            ("2026-11-15 10:00", 3, "months", "2027-02-15 10:00"),
            ("2026-12-31 10:00", 12, "months", "2027-12-31 10:00"),
            ("2026-09-02 10:00", 30, "minutes", "2026-09-02 10:30"),
            ("2026-09-02 10:00", 2, "weeks", "2026-09-16 10:00"),
        ],
    )
    def test_units_from_minutes_to_months(self, since, number, unit, ends):
        begin, end = (datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (since, ends))
        assert pause_ends(begin, Pause(number=number, unit=unit)) == end

    def test_none_is_never(self):
        long_ago = datetime(1999, 1, 1, tzinfo=UTC)
        assert pause_ends(long_ago, None) is None
        assert person_silences(Custody(since=long_ago), Takeover(resume_after=None), long_ago + timedelta(days=9999))
