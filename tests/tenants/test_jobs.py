from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from tenants.clock import _messages
from tenants.jobs import GiveUp, Merge, RetryLater, attempts_left, job_handler, job_put
from tenants.jobs.claim import Claimed, jobs_claim, jobs_in_flight, jobs_release, next_due
from tenants.jobs.registry import KINDS
from tenants.jobs.run import job_run
from tenants.models import Job, User
from tenants.services import job_retry
from tests.jobs import run_due_jobs

pytestmark = pytest.mark.usefixtures("tenant")


@pytest.fixture
def done(request) -> list[dict]:
    """What handlers of the kinds below were called with."""
    calls: list[dict] = []

    @job_handler("test.note", queue="events")
    def note(**payload) -> None:
        calls.append(payload)

    @job_handler("test.outside", queue="outbox", atomic=False, max_attempts=2)
    def outside(*, fault: str = "", **_later) -> None:
        calls.append({"left": attempts_left()})
        if fault == "later":
            raise RetryLater(after=timedelta(seconds=30), reason="away")
        if fault == "wait":
            raise RetryLater(after=timedelta(seconds=30), reason="away", counts=False)
        if fault == "never":
            raise GiveUp("cannot be done")
        if fault == "bug":
            raise ZeroDivisionError("a bug")

    @job_handler("test.writes", queue="events")
    def writes(**_later) -> None:
        User.objects.create_user("half@done.test")
        raise ZeroDivisionError("after the write")

    yield calls
    for kind in ("test.note", "test.outside", "test.writes"):
        del KINDS[kind]


def only_job() -> Job:
    return Job.objects.get()


class TestPut:
    def test_it_merges_with_one_that_waits(self, done):
        soon, later = timezone.now() + timedelta(seconds=5), timezone.now() + timedelta(seconds=60)
        job_put("test.note", key="a", payload={"n": 1}, due_at=later)
        job_put("test.note", key="a", payload={"n": 2}, due_at=soon)
        assert (only_job().payload, only_job().due_at) == ({"n": 2}, soon)

    def test_it_can_put_off_one_that_waits(self, done):
        soon, later = timezone.now() + timedelta(seconds=5), timezone.now() + timedelta(seconds=60)
        job_put("test.note", key="a", due_at=soon)
        job_put("test.note", key="a", due_at=later, merge=Merge.REPLACE)
        assert only_job().due_at == later

    def test_it_is_gone_with_the_transaction_it_was_put_in(self, done):
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            job_put("test.note")
            raise ZeroDivisionError
        assert not Job.objects.exists()

    def test_one_that_comes_while_its_like_runs_waits_until_that_has_ended(self, done):
        job_put("test.note", key="a", payload={"n": 1})
        claim, [claimed] = jobs_claim(queue="events", limit=10)
        job_put("test.note", key="a", payload={"n": 2})
        assert jobs_claim(queue="events", limit=10)[1] == []
        job_run(job_id=claimed.job_id, claim=claim)
        run_due_jobs()
        assert done == [{"n": 1}, {"n": 2}]


class TestClaim:
    def test_it_takes_only_what_is_due(self, done):
        job_put("test.note", due_at=timezone.now() + timedelta(hours=1))
        assert jobs_claim(queue="events", limit=10)[1] == []

    def test_it_is_fair_across_tenants(self, done, tenant, other_tenant):
        for n in range(10):
            job_put("test.note", key=f"a{n}")
        job_put("test.note", key="b", tenant_id=other_tenant.pk)
        _claim, claimed = jobs_claim(queue="events", limit=2)
        assert {job.tenant_id for job in claimed} == {tenant.pk, other_tenant.pk}

    def test_no_tenant_has_more_under_way_than_its_share(self, done, tenant, other_tenant):
        for n in range(5):
            job_put("test.note", key=str(n))
        assert len(jobs_claim(queue="events", limit=10, each=2)[1]) == 2
        job_put("test.note", key="b", tenant_id=other_tenant.pk)
        [other] = jobs_claim(queue="events", limit=10, each=2)[1]
        assert other.tenant_id == other_tenant.pk

    def test_it_never_takes_one_twice(self, done):
        job_put("test.note")
        assert len(jobs_claim(queue="events", limit=10)[1]) == 1
        assert jobs_claim(queue="events", limit=10)[1] == []

    def test_it_takes_again_what_was_lost_on_the_way(self, done):
        job_put("test.note", payload={"n": 1})
        claim, [claimed] = jobs_claim(queue="events", limit=10)
        jobs_release(claim=claim)
        second, [again] = jobs_claim(queue="events", limit=10)
        job_run(job_id=claimed.job_id, claim=claim)
        assert done == []
        job_run(job_id=again.job_id, claim=second)
        assert done == [{"n": 1}]

    def test_it_knows_how_many_are_under_way_and_what_comes_next(self, done):
        due = timezone.now() + timedelta(seconds=20)
        job_put("test.note", key="now")
        job_put("test.note", key="then", due_at=due)
        jobs_claim(queue="events", limit=10)
        assert jobs_in_flight() == {"events": 1}
        assert next_due(queues=("events",)) == due


class TestRun:
    def test_a_job_that_ended_well_is_gone(self, done):
        job_put("test.note", payload={"n": 1})
        assert run_due_jobs() == ["test.note"]
        assert done == [{"n": 1}]
        assert not Job.objects.exists()

    def test_it_sets_the_workspace_of_the_job(self, done, other_tenant):
        seen = []

        @job_handler("test.where", queue="events")
        def where(**_later) -> None:
            seen.append(connection.schema_name)

        job_put("test.where", tenant_id=other_tenant.pk)
        run_due_jobs()
        del KINDS["test.where"]
        assert seen == [other_tenant.schema_name]

    def test_the_writes_of_a_failed_handler_are_rolled_back(self, done):
        job_put("test.writes")
        run_due_jobs()
        assert not User.objects.filter(email="half@done.test").exists()
        assert "after the write" in only_job().last_error

    def test_it_comes_again_when_the_handler_says_so(self, done):
        job_put("test.outside", payload={"fault": "later"})
        run_due_jobs()
        job = only_job()
        assert (job.state, job.attempts, job.last_error) == ("waiting", 1, "away")
        assert job.due_at > timezone.now() + timedelta(seconds=20)

    def test_waiting_that_is_nobodys_fault_uses_up_no_attempt(self, done):
        job_put("test.outside", payload={"fault": "wait"})
        for _ in range(4):
            run_due_jobs(even_later=True, most=1)
        assert (only_job().state, only_job().attempts) == ("waiting", 0)

    def test_a_bug_backs_off_and_then_is_dead_with_its_reason(self, done):
        job_put("test.outside", payload={"fault": "bug"})
        run_due_jobs(even_later=True)
        assert (only_job().state, only_job().last_error) == ("dead", "ZeroDivisionError: a bug")
        assert done == [{"left": 1}, {"left": 0}]

    def test_giving_up_is_final(self, done):
        job_put("test.outside", payload={"fault": "never"})
        run_due_jobs(even_later=True)
        assert (only_job().state, only_job().attempts) == ("dead", 1)

    def test_a_handler_that_kills_its_worker_is_dead_in_the_end(self, done):
        job_put("test.outside", payload={})
        for _ in range(2):
            claim, _claimed = jobs_claim(queue="outbox", limit=1)
            Job.objects.update(attempts=Job.objects.get().attempts + 1, state="running", lease_until=timezone.now())
        run_due_jobs()
        assert only_job().state == "dead"
        assert done == []


class TestUnknownKind:
    """Put by a newer release, or by one that is gone."""

    def test_it_stops_neither_the_clock_nor_a_worker(self, done, tenant):
        Job.objects.create(tenant=tenant, kind="of.tomorrow", queue="events", key="k", due_at=timezone.now())
        _claim, claimed = jobs_claim(queue="events", limit=10)
        assert _messages(claimed) == [[claimed[0].job_id]]
        job_run(job_id=claimed[0].job_id, claim=_claim)
        assert (only_job().state, only_job().last_error) == ("dead", "unknown kind of.tomorrow")


class TestOnDead:
    def test_what_waits_for_a_job_is_told_when_it_is_given_up(self, done):
        told = []

        @job_handler("test.told", queue="outbox", atomic=False, on_dead=lambda **what: told.append(what))
        def never(**_later) -> None:
            raise GiveUp("cannot be done")

        job_put("test.told", payload={"n": 1})
        run_due_jobs()
        del KINDS["test.told"]
        assert told == [{"reason": "cannot be done", "n": 1}]


class TestRetry:
    def test_a_dead_job_can_be_tried_again(self, done):
        job_put("test.outside", payload={"fault": "never"})
        run_due_jobs()
        Job.objects.update(payload={})
        assert job_retry(job=only_job())
        run_due_jobs()
        assert not Job.objects.exists()

    def test_it_leaves_the_work_to_a_newer_one_that_waits(self, done):
        job_put("test.outside", key="a", payload={"fault": "never"})
        run_due_jobs()
        dead = only_job()
        job_put("test.outside", key="a")
        assert not job_retry(job=dead)
        assert only_job().state == "waiting"


class TestMessages:
    def test_short_jobs_of_one_tenant_travel_together_and_outside_ones_alone(self, done):
        claimed = [
            Claimed(1, "test.note", 1),
            Claimed(2, "test.note", 2),
            Claimed(3, "test.outside", 1),
            Claimed(4, "test.note", 1),
            Claimed(5, "test.outside", 1),
        ]
        assert sorted(_messages(claimed)) == [[1, 4], [2], [3], [5]]
