from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection as database
from django.test.utils import CaptureQueriesContext
from django.urls import set_urlconf
from django.utils import timezone

from crm_kommo import selectors, services
from crm_kommo.errors import Refused
from crm_kommo.models import Channel, Contact, Field, KommoUser, Lead, Pipeline, Stage, SyncRun, Talk
from crm_kommo.models.failure import Failure
from crm_kommo.sync import run_sync
from crm_kommo.sync.progress import Progress
from crm_kommo.sync_bar import sync_state
from tenants.models import Job, Membership
from tests.crm_kommo.syncs import sync


@pytest.fixture
def first_sync(connected) -> SyncRun:
    """The sync of everything that a new connection owes, done."""
    run = SyncRun.objects.get()
    run_sync(run_id=run.pk)
    run.refresh_from_db()
    return run


class TestWhatIsRead:
    def test_pipelines_with_their_stages(self, connected, first_sync) -> None:
        first = selectors.pipelines_with_stages()[0]

        assert (first.kommo_id, first.name) == (11689563, "GENERATION LEAD")
        stages = {stage.kommo_id for stage in first.stages.all()}
        assert {89860455, 89860459, 89860463, Stage.WON, Stage.LOST} <= stages
        assert Stage.objects.filter(kommo_id=Stage.WON).count() == Pipeline.objects.count() == 3

    def test_fields_with_their_choices(self, first_sync) -> None:
        field = selectors.fields_of("leads").get(kommo_id=564832)

        assert (field.name, field.type) == ("Тип услуги", "select")
        assert {"id", "value", "code"} == set(field.enums[0])
        assert selectors.fields_of("contacts").filter(code="PHONE").exists()
        assert selectors.fields_of("companies").filter(code="WEB").exists()
        assert field.group_name == "Main"

    def test_users(self, first_sync) -> None:
        assert selectors.users().count() == 2
        assert KommoUser.objects.filter(is_admin=True).count() == 1

    def test_channels_found_in_talks(self, first_sync) -> None:
        names = {channel.origin: channel.name for channel in selectors.channels()}

        assert names["waba"] == "WhatsApp"
        assert names["instagram_business"] == "Instagram"
        assert all(channel.source_id and channel.last_seen_at for channel in Channel.objects.all())

    def test_talks_with_the_names_of_their_leads_and_contacts(self, first_sync) -> None:
        talk = Talk.objects.exclude(lead_id=None).first()

        assert selectors.lead_by_kommo_id(talk.lead_id).name
        assert Contact.objects.get(kommo_id=talk.contact_id).name

    def test_the_run_tells_what_it_did(self, first_sync) -> None:
        rows = (Pipeline, Stage, Field, KommoUser, Talk, Lead, Contact)

        assert (first_sync.state, first_sync.error) == ("done", "")
        assert first_sync.done == first_sync.total == first_sync.added == sum(kind.objects.count() for kind in rows)
        assert first_sync.finished_at >= first_sync.started_at


class TestAgain:
    def test_it_writes_nothing(self, first_sync) -> None:
        run = services.sync_start(what="all", user=None)
        with CaptureQueriesContext(database) as queries:
            run_sync(run_id=run.pk)

        run.refresh_from_db()
        assert (run.added, run.changed, run.removed) == (0, 0, 0)
        writes = [
            query["sql"]
            for query in queries
            if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))
            and "crm_sync_runs" not in query["sql"]
            and "crm_connections" not in query["sql"]
        ]
        assert writes == []

    def test_it_counts_what_is_gone_and_keeps_it_as_missing(self, connected, first_sync) -> None:
        ghost = Pipeline.objects.create(connection=connected, kommo_id=1, name="Ghost")

        assert sync("pipelines").removed == 1
        ghost.refresh_from_db()
        assert ghost.is_missing
        assert sync("pipelines").removed == 0

    def test_it_counts_what_changed_and_what_came_back(self, first_sync) -> None:
        Pipeline.objects.filter(kommo_id=11689563).update(name="Old name", is_missing=True)
        run = sync("pipelines")

        assert (run.added, run.changed, run.removed) == (0, 1, 0)
        assert Pipeline.objects.get(kommo_id=11689563).name == "GENERATION LEAD"

    def test_it_costs_one_statement_for_all_that_changed(self, connected, first_sync) -> None:
        Field.objects.update(name="Old name")
        Field.objects.filter(entity="leads", kommo_id=564832).delete()
        run = services.sync_start(what="fields", user=None)
        with CaptureQueriesContext(database) as queries:
            run_sync(run_id=run.pk)

        writes = [
            sql for query in queries if (sql := query["sql"]).startswith(("INSERT", "UPDATE")) and "crm_fields" in sql
        ]
        # One for what is new in leads, one for what changed in each of leads, contacts and companies.
        assert sorted(sql.split()[0] for sql in writes) == ["INSERT", "UPDATE", "UPDATE", "UPDATE"]
        run.refresh_from_db()
        assert (run.added, run.changed, run.removed) == (1, Field.objects.count() - 1, 0)
        assert not Field.objects.filter(mirrored_at__lt=run.started_at).exists()

    def test_a_name_given_to_a_channel_stays(self, first_sync) -> None:
        Channel.objects.filter(origin="waba").update(name="Shop's WhatsApp")
        sync("channels")

        assert Channel.objects.filter(origin="waba").get().name == "Shop's WhatsApp"


class TestOneAtATime:
    def test_a_second_request_joins_the_run_under_way(self, connected) -> None:
        first = services.sync_start(what="pipelines", user=None)

        assert services.sync_start(what="pipelines", user=None) == first
        assert services.sync_start(what="fields", user=None) != first

    def test_a_run_whose_worker_is_gone_for_good_does_not_block(self, connected) -> None:
        lost = services.sync_start(what="pipelines", user=None)
        SyncRun.objects.filter(pk=lost.pk).update(updated_at=timezone.now() - timedelta(minutes=11))

        assert services.sync_start(what="pipelines", user=None) != lost
        lost.refresh_from_db()
        assert (lost.state, lost.error) == ("failed", "stopped")

    def test_a_run_that_is_over_is_not_run_again(self, first_sync) -> None:
        assert run_sync(run_id=first_sync.pk) is None

    def test_its_progress_can_be_seen_while_it_runs(self, connected, first_sync) -> None:
        run = services.sync_start(what="pipelines", user=None)
        with CaptureQueriesContext(database) as queries:
            run_sync(run_id=run.pk)

        depth = 0
        for sql in (query["sql"] for query in queries):
            depth += sql.startswith("SAVEPOINT") - sql.startswith("RELEASE SAVEPOINT")
            assert depth == 0 or "crm_sync_runs" not in sql

    def test_a_run_that_a_disconnect_ended_stays_as_it_is(self, kommo, connected) -> None:
        run = SyncRun.objects.get()
        progress = Progress(run)
        progress.begin()
        services.connection_disconnect(connection=connected)
        progress.end(SyncRun.State.DONE)

        run.refresh_from_db()
        assert (run.state, run.error) == (SyncRun.State.FAILED, Failure.NOT_CONNECTED)

    def test_a_run_that_died_half_way_begins_again(self, connected) -> None:
        run = services.sync_start(what="users", user=None)
        SyncRun.objects.filter(pk=run.pk).update(state="running", done=1, total=7)
        run_sync(run_id=run.pk)

        run.refresh_from_db()
        assert (run.state, run.done, run.total) == ("done", 2, 2)


class TestTrouble:
    def test_kommo_away_ends_the_run_with_a_reason(self, kommo, connected) -> None:
        kommo.fail("GET /api/v4/leads/pipelines", status=500, times=9)
        run = sync("pipelines")

        assert run.state == "failed"
        assert run.get_error_display() == "Kommo has a fault of its own."

    def test_a_passing_fault_is_tried_again(self, kommo, connected) -> None:
        kommo.fail("GET /api/v4/leads/pipelines", status=502, times=2)

        assert sync("pipelines").state == "done"

    def test_ls_11_users_that_may_not_be_read_do_not_stop_the_rest(self, kommo, connected) -> None:
        kommo.fail("GET /api/v4/users", times=9, status=403)
        run = sync("all")

        assert (run.state, run.error) == ("done", "")
        assert run.parts["users"]["error"] in ("forbidden", "missing_scope")
        assert Pipeline.objects.exists()
        assert Talk.objects.exists()

    def test_without_a_connection_it_says_so(self, tenant) -> None:
        with pytest.raises(Refused) as caught:
            services.sync_start(what="all", user=None)
        assert caught.value.code == "not_connected"


class TestSyncBar:
    @pytest.fixture
    def membership(self, tenant) -> Iterator[Membership]:
        set_urlconf(settings.TENANT_URLCONF)
        yield Membership.objects.get(tenant=tenant, role="owner")
        set_urlconf(None)

    def test_it_begins_with_never(self, connected, membership) -> None:
        SyncRun.objects.all().delete()
        state = sync_state("pipelines", membership)

        assert (state.age_text, state.summary_text, state.running, state.connected) == ("", "", False, True)

    def test_it_counts_while_running(self, connected, membership) -> None:
        SyncRun.objects.update(state="running", done=3, total=9)
        state = sync_state("fields", membership)

        assert (state.running, state.done, state.total) == (True, 3, 9)

    def test_it_sums_up(self, connected, first_sync, membership) -> None:
        state = sync_state("users", membership)

        assert (state.age_text, state.summary_text, state.error_text) == (
            "just now",
            "at the last sync, of “Users”: 2 added",
            "",
        )
        assert (
            sync_state("all", membership).summary_text == f"at the last sync, of “Everything”: {first_sync.added} added"
        )

    def test_it_grows_old(self, connected, first_sync, membership) -> None:
        SyncRun.objects.update(finished_at=timezone.now() - timedelta(minutes=4, seconds=5))

        assert sync_state("users", membership).age_text.replace("\xa0", " ") == "4 minutes ago"

    def test_it_tells_what_could_not_be_read_where_it_belongs(self, kommo, connected, membership) -> None:
        kommo.fail("GET /api/v4/users", times=9, status=403)
        run_sync(run_id=SyncRun.objects.get().pk)

        assert "administrator" in sync_state("users", membership).error_text
        assert sync_state("users", membership).age_text == ""
        assert sync_state("fields", membership).error_text == ""
        assert sync_state("fields", membership).age_text == "just now"

    def test_however_often_it_failed_since_it_knows_when_it_was_read(self, connected, first_sync, membership) -> None:
        for _time in range(12):
            connected.sync_runs.create(what="users", state="failed", parts={"users": {"error": "forbidden"}})

        assert sync_state("users", membership).age_text == "just now"

    def test_it_tells_what_went_wrong_last(self, kommo, connected, first_sync, membership) -> None:
        kommo.fail("GET /api/v4/users", status=500, times=9)
        sync("users")

        assert sync_state("users", membership).error_text == "Kommo has a fault of its own."


def test_the_job_of_a_run_does_it(connected) -> None:
    assert Job.objects.get(kind="kommo.sync").queue == "sync"
