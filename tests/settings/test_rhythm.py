"""When an answer comes."""

from django.conf import settings as platform
from django.utils import timezone

from agents.services import agent_create
from agents.settings import AgentSettings
from tenants.models import Job
from tests.automation.fixtures import reasons
from tests.factories import live_patch
from tests.jobs import run_due_jobs
from tests.settings.moments import time_passes

QUESTION = "How much is delivery?"


def is_due_in(kind: str) -> float:
    return (Job.objects.get(kind=kind).due_at - timezone.now()).total_seconds()


class TestRhythm:
    def test_wait_seconds_is_the_quiet_before_the_turn(self, customer, decide, take_in):
        for wait, answers in ((0, 1), (30, 1)):
            decide(rhythm={"wait_seconds": wait})
            customer.writes(QUESTION)
            take_in()
            run_due_jobs(queues=("turns", "outbox"))
            assert len(customer.got()) == answers
        assert 25 < is_due_in("chat.turn") <= 30

    def test_wait_seconds_lets_a_burst_grow_and_has_a_cap(self, customer, decide, take_in):
        decide(rhythm={"wait_seconds": 30})
        customer.writes("Hello")
        take_in()
        time_passes(seconds=25)
        customer.writes(QUESTION)
        take_in()
        assert 3 < is_due_in("chat.turn") <= 5

    def test_wait_seconds_of_another_agent_does_not_hurry_this_one(self, customer, decide, agent, take_in):
        quick = agent_create(settings=AgentSettings(name="Boris"), is_active=True, publish=True)
        live_patch(agent=quick, patch={"rhythm": {"wait_seconds": 0}})
        decide(rhythm={"wait_seconds": 20})
        customer.writes(QUESTION)
        take_in()
        run_due_jobs(queues=("turns",))
        assert customer.got() == []
        assert 15 < is_due_in("chat.turn") <= 20
        time_passes(seconds=20)
        Job.objects.update(due_at=timezone.now())
        run_due_jobs(queues=("turns", "outbox"))
        assert len(customer.got()) == 1

    def test_delay_seconds_holds_the_answer_back(self, customer, decide, take_in):
        decide(rhythm={"wait_seconds": 0, "delay_seconds": 90})
        customer.writes(QUESTION)
        take_in()
        run_due_jobs(queues=("turns", "outbox"))
        assert customer.got() == []
        assert reasons() == ["answered"]
        assert 80 < is_due_in("chat.send") <= 90
        Job.objects.update(due_at=timezone.now())
        run_due_jobs(queues=("turns", "outbox"))
        assert len(customer.got()) == 1

    def test_delay_seconds_leaves_time_to_write_more_and_get_one_answer(self, customer, decide, take_in, work):
        decide(rhythm={"wait_seconds": 0, "delay_seconds": 90})
        customer.writes(QUESTION)
        take_in()
        run_due_jobs(queues=("turns", "outbox"))
        customer.writes("And how long does it take?")
        take_in()
        work()
        assert len(customer.got()) == 1
        assert reasons() == ["answered", "answered"]

    def test_the_platforms_wait_holds_where_the_agent_has_none(self, customer, take_in):
        customer.writes(QUESTION)
        take_in()
        assert is_due_in("chat.turn") <= platform.TURN_WAIT_SECONDS
