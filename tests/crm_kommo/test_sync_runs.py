"""When a sync is begun, in what order, and how one ends that cannot be done as it should."""

from datetime import timedelta

import pytest
from django.utils import timezone

from crm_kommo import services
from crm_kommo.client.limiter import Lane, shared_limiter
from crm_kommo.errors import Refused
from crm_kommo.models import Connection, Field, KommoUser, Pipeline, Stage, SyncRun, Talk
from crm_kommo.sync import run_sync
from crm_kommo.sync.progress import Progress, RunEnded
from crm_kommo.sync.side_by_side import SideBySide
from crm_kommo.sync.steps import STEPS
from tenants.jobs.claim import jobs_claim
from tenants.models import Job
from tests.crm_kommo.syncs import sync
from tests.jobs import run_due_jobs

SYNC = ("sync",)


@pytest.fixture
def synced(connected) -> Connection:
    """Connected, its first sync done."""
    run_due_jobs(queues=SYNC)
    return connected


class TestSchedule:
    def test_connecting_begins_it(self, connected) -> None:
        job = Job.objects.get(kind="kommo.sync_schedule")

        assert SyncRun.objects.get().trigger == "connect"
        assert timedelta(hours=23) < job.due_at - timezone.now() <= timedelta(hours=24)

    def test_each_puts_the_next_one(self, synced) -> None:
        Job.objects.filter(kind="kommo.sync_schedule").update(due_at=timezone.now())
        run_due_jobs(queues=SYNC)

        assert list(SyncRun.objects.values_list("trigger", "state")) == [("schedule", "done"), ("connect", "done")]
        assert Job.objects.get(kind="kommo.sync_schedule").due_at > timezone.now() + timedelta(hours=23)

    def test_a_sync_of_everything_puts_it_off(self, synced) -> None:
        Job.objects.filter(kind="kommo.sync_schedule").update(due_at=timezone.now() + timedelta(minutes=1))
        services.sync_start(what="all", user=None)

        assert Job.objects.get(kind="kommo.sync_schedule").due_at > timezone.now() + timedelta(hours=23)

    def test_disconnecting_ends_it(self, synced) -> None:
        services.connection_disconnect(connection=synced)

        assert not Job.objects.filter(kind__startswith="kommo.sync").exists()


class TestLine:
    def test_runs_of_one_account_are_done_in_turn(self, synced) -> None:
        services.sync_start(what="users", user=None)
        _claim, first = jobs_claim(queue="sync", limit=10)
        services.sync_start(what="fields", user=None)

        assert [job.kind for job in first] == ["kommo.sync"]
        assert jobs_claim(queue="sync", limit=10)[1] == []

    def test_one_job_does_all_that_stand_in_line(self, connected) -> None:
        services.sync_start(what="users", user=None)
        run_due_jobs(queues=SYNC)

        assert list(SyncRun.objects.values_list("what", "state")) == [("users", "done"), ("all", "done")]

    def test_a_run_whose_worker_died_is_taken_up_again_and_ends(self, connected) -> None:
        jobs_claim(queue="sync", limit=10)
        SyncRun.objects.update(state="running", done=1, total=7)
        Job.objects.filter(kind="kommo.sync").update(state="running", lease_until=timezone.now() - timedelta(seconds=1))
        run_due_jobs(queues=SYNC)

        run = SyncRun.objects.get()
        assert (run.state, run.done) == ("done", run.total)
        assert not Job.objects.filter(kind="kommo.sync").exists()

    def test_a_job_that_is_given_up_ends_its_runs(self, connected) -> None:
        Job.objects.filter(kind="kommo.sync").update(attempts=99)
        run_due_jobs(queues=SYNC)

        run = SyncRun.objects.get()
        assert (run.state, run.error) == ("failed", "stopped")
        assert services.sync_start(what="all", user=None) != run


class TestCancel:
    def test_a_run_that_waits_is_not_done(self, kommo, connected) -> None:
        run = services.sync_cancel(run=SyncRun.objects.get())
        kommo.forget_calls()
        run_due_jobs(queues=SYNC)

        run.refresh_from_db()
        assert run.state == "cancelled"
        assert kommo.calls("/api/v4/") == []

    def test_a_run_under_way_asks_nothing_more(self, kommo, connected) -> None:
        run = SyncRun.objects.get()
        kommo.fail("GET /api/v4/talks", delay=1.5)
        kommo.forget_calls()
        progress = Progress(run)
        progress.begin()
        reader = SideBySide(connected, progress, limiter=shared_limiter, lane=Lane.LIVE)
        reader.begin(STEPS["channels"]())
        services.sync_cancel(run=run)

        with pytest.raises(RunEnded):
            reader.finish()
        reader.close()
        assert len(kommo.calls("/api/v4/")) == 1
        assert not Talk.objects.exists()

    def test_a_run_that_is_over_stays_so(self, synced) -> None:
        assert services.sync_cancel(run=SyncRun.objects.get()).state == "done"


class TestFailureInPart:
    def test_what_was_read_is_kept_and_what_was_not_is_told(self, kommo, connected) -> None:
        kommo.fail("GET /api/v4/contacts/custom_fields?", status=500, times=9)
        run = sync("all")

        assert (run.state, run.error, run.parts["fields"]["error"]) == ("partial", "server_fault", "server_fault")
        assert run.parts["pipelines"]["error"] == ""
        assert Field.objects.filter(entity="leads").exists()
        assert not Field.objects.filter(entity="contacts").exists()
        assert Talk.objects.exists()

    def test_a_list_that_cannot_be_empty_does_not_empty_the_mirror(self, kommo, synced) -> None:
        kommo.fail("GET /api/v4/leads/pipelines", status=204)
        run = sync("pipelines")

        assert (run.state, run.error) == ("failed", "unreadable")
        assert not Pipeline.objects.filter(is_missing=True).exists()

    def test_groups_that_cannot_be_read_leave_their_names(self, kommo, synced) -> None:
        kommo.fail("GET /api/v4/leads/custom_fields/groups", status=500, times=9)

        assert sync("fields").changed == 0
        assert set(Field.objects.values_list("group_name", flat=True)) == {"Main"}


class TestScenarios:
    def test_ls_10_a_stage_is_known_by_its_pipeline_and_its_id(self, kommo, synced) -> None:
        lost = Pipeline.objects.get(kommo_id=11689579)
        Stage.objects.filter(kommo_id=Stage.WON).exclude(pipeline=lost).update(name="Ours")
        sync("pipelines")

        assert Stage.objects.filter(kommo_id=Stage.WON).count() == Pipeline.objects.count() == 3
        assert set(Stage.objects.filter(kommo_id=Stage.WON).values_list("name", flat=True)) == {
            "Успешно реализовано",
            "Заказ выполнен",
            "Closed - won",
        }
        assert list(Stage.objects.filter(pipeline=lost, type=1).values_list("kommo_id", flat=True)) == [89860551]

    def test_ls_10_a_pipeline_that_vanished_takes_its_own_stages_with_it(self, kommo, connected, synced) -> None:
        ghost = Pipeline.objects.create(connection=connected, kommo_id=1, name="Ghost")
        Stage.objects.create(pipeline=ghost, kommo_id=Stage.WON, name="Won")
        run = sync("pipelines")

        assert run.removed == 2
        assert list(Stage.objects.filter(is_missing=True).values_list("pipeline__kommo_id", "kommo_id")) == [(1, 142)]
        assert sync("pipelines").removed == 0

    def test_ls_11_without_administrators_rights_users_stay_ids(self, kommo, connected) -> None:
        kommo.fail("GET /api/v4/users", status=403, times=9)
        run = sync("all")

        assert (run.state, run.parts["users"]["error"]) == ("done", "forbidden")
        assert not KommoUser.objects.exists()
        assert Talk.objects.exists()

    @pytest.mark.parametrize("status", [401, 404])
    def test_tn_04_an_account_that_is_gone_stops_the_syncs_and_keeps_the_data(self, kommo, synced, status) -> None:
        there = Pipeline.objects.count(), Talk.objects.count()
        kommo.fail("/oauth2/access_token", status=status, times=99)
        kommo.fail("/api/v4/", status=401, times=99)
        failed = sync("all")
        reason = why_none_begins()
        Job.objects.filter(kind="kommo.sync_schedule").update(due_at=timezone.now())
        run_due_jobs(queues=SYNC)

        assert (failed.state, reason) == ("failed", {401: "grant_refused", 404: "account_gone"}[status])
        assert Connection.objects.get().status == "needs_reconnect"
        assert not Job.objects.filter(kind__startswith="kommo.sync").exists()
        assert (Pipeline.objects.count(), Talk.objects.count()) == there
        assert not Pipeline.objects.filter(is_missing=True).exists()

    def test_tn_04_a_run_that_waited_meanwhile_asks_nothing(self, kommo, connected) -> None:
        Connection.objects.update(status="needs_reconnect", status_reason="revoked")
        kommo.forget_calls()
        run = run_sync(run_id=SyncRun.objects.get().pk)

        assert (run.state, run.error) == ("failed", "revoked")
        assert kommo.calls("/api/v4/") == []


def why_none_begins() -> str:
    with pytest.raises(Refused) as caught:
        services.sync_start(what="all", user=None)
    return caught.value.code
