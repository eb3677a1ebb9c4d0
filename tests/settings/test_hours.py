"""Working hours: what the customer gets, and when, in the stand-in's chat."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tenants.models import Job
from tests.automation.fixtures import reasons
from tests.jobs import run_due_jobs
from tests.settings.moments import ALL_DAY, ALWAYS, next_day, shut_today, time_passes, weekday

QUESTION = "How much is delivery?"
CLOSED = "We are closed. We open on Monday."


class TestHours:
    @pytest.fixture
    def asks(self, customer, take_in):
        """The customer asks, and what is due at once is done; what waits for a later time waits."""

        def ask(text: str = QUESTION) -> list[str]:
            customer.writes(text)
            take_in()
            self._in_a_minute()
            return customer.got()

        return ask

    def _in_a_minute(self) -> None:
        for _turn_then_reply in range(2):
            soon = Job.objects.filter(due_at__lt=timezone.now() + timedelta(minutes=1))
            soon.update(due_at=timezone.now() - timedelta(seconds=1))
            run_due_jobs(queues=("turns", "outbox"))

    def test_is_on_keeps_the_agent_silent_outside_its_hours(self, asks, decide):
        decide(hours=shut_today() | {"is_on": False})
        assert len(asks()) == 1
        decide(hours=shut_today())
        assert len(asks()) == 1
        assert reasons() == ["answered", "outside_hours"]

    def test_week_says_when_it_opens(self, asks, decide):
        now = timezone.now()
        later = (now + timedelta(hours=1)).strftime("%H:%M") if now.hour < 22 else "23:59"
        for opens, answers in ((later, 0), ("00:00", 1)):
            decide(hours=shut_today() | {"week": {weekday(): [{"opens": opens, "closes": "00:00"}]}})
            assert len(asks()) == answers

    def test_week_says_when_it_closes(self, asks, decide):
        for closes, answers in (("00:01", 0), ("00:00", 1)):
            decide(hours=shut_today() | {"week": {weekday(): [{"opens": "00:00", "closes": closes}]}})
            assert len(asks()) == answers

    def test_zone_says_whose_clock_counts(self, asks, decide):
        """It is never the same day in the two at the edges of the date line."""
        early, late = "Etc/GMT+12", "Etc/GMT-14"
        there = (timezone.now() + timedelta(hours=14)).weekday()
        week = {list(ALWAYS)[there]: ALL_DAY}
        for zone, answers in ((early, 0), (late, 1)):
            decide(hours={"is_on": True, "zone": zone, "week": week})
            assert len(asks()) == answers

    def test_holidays_are_closed(self, asks, decide):
        today = timezone.now().date().isoformat()
        decide(hours={"is_on": True, "week": ALWAYS, "holidays": [{"day": today}]})
        assert asks() == []
        decide(hours={"holidays": [{"day": "2020-01-01"}]})
        assert len(asks()) == 1

    def test_outside_says_a_text_in_place_of_nothing(self, asks, decide):
        decide(hours=shut_today() | {"outside": "silent", "text": CLOSED})
        assert asks() == []
        decide(hours={"outside": "text"})
        assert asks() == [CLOSED]
        assert reasons() == ["outside_hours", "outside_hours_text"]

    def test_text_is_what_is_said(self, asks, decide):
        decide(hours=shut_today() | {"outside": "text", "text": "Back on Tuesday."})
        assert asks() == ["Back on Tuesday."]

    def test_every_hours_is_how_rarely_it_is_said(self, asks, decide):
        decide(hours=shut_today() | {"outside": "text", "text": CLOSED, "every_hours": 5})
        assert asks() == asks("Anybody?") == [CLOSED]
        time_passes(hours=3)
        assert asks("Hello?") == [CLOSED]
        decide(hours={"every_hours": 3})
        assert asks("Hello??") == [CLOSED, CLOSED]
        assert reasons() == ["outside_hours_text", "outside_hours", "outside_hours", "outside_hours_text"]

    def test_outside_at_opening_gives_one_answer_to_everything_then(self, asks, decide, customer, conversation):
        decide(hours=shut_today() | {"outside": "at_opening"})
        assert asks() == asks("Are you there?") == []
        opening = next_day(weekday(2))
        assert Job.objects.get(kind="chat.turn").due_at == conversation().waits_until == opening
        assert conversation().messages.filter(decision=None).count() == 2
        decide(hours={"week": ALWAYS})
        Job.objects.update(due_at=timezone.now())
        run_due_jobs(queues=("turns", "outbox"))
        assert len(customer.got()) == 1
        assert reasons() == ["answered", "answered"]
        assert conversation().waits_until is None
