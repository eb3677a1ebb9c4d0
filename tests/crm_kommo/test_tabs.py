"""Webhooks, permissions and log of the Kommo page, and the picture of the last day."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection as database
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from crm_kommo import services
from crm_kommo.access import ConnectionAccess
from crm_kommo.calls import client_of as kommo_client_of
from crm_kommo.client import errors
from crm_kommo.features import FEATURES, feature_note, feature_of
from crm_kommo.models import CheckRun, Connection, ConnectionEvent, Delivery, FeatureState, SyncRun
from crm_kommo.tabs.overview import bars
from crm_kommo.traffic import Bucket, headroom, traffic

KOMMO = "/manage/alpha/integrations/kommo"


def html(response) -> str:
    return response.content.decode()


class TestFeatures:
    @pytest.mark.parametrize(
        ("call", "feature"),
        [
            ("POST /api/v4/talks/5/send_message", "send_messages"),
            ("GET /api/v4/talks/5/messages", "chat_history"),
            ("POST /api/v4/webhooks", "webhooks"),
            ("POST /api/v4/bots/5/run", "bots"),
            ("POST /api/v4/bots/run", "bots"),
            ("POST /api/v2/salesbot/run", "bots"),
            ("GET /api/v4/bots", None),
            ("GET /api/v4/users", "users"),
            ("GET /api/v4/leads/5", "read_crm"),
            ("PATCH /api/v4/leads", "write_crm"),
            ("POST /api/v4/leads/5/notes", "write_crm"),
            ("PUT /api/v4/leads/5/files", "files"),
            ("POST /oauth2/access_token", None),
        ],
    )
    def test_each_call_belongs_to_one(self, call, feature):
        method, _, path = call.partition(" ")
        found = feature_of(method=method, path=path)
        assert (found.code if found else None) == feature

    def test_what_works_and_what_is_refused_is_learned_from_calls(self, connected, kommo):
        kommo.fail("/api/v4/users", status=403, times=9)
        client = kommo_client_of(connected)
        client.pipelines.all()
        with pytest.raises(errors.Forbidden):
            client.users.all()
        states = {state.feature: state for state in connected.features.all()}
        assert states["read_crm"].worked_at
        assert states["users"].refused_at
        assert states["users"].reason

    def test_a_fault_of_the_moment_says_nothing(self, connection):
        feature_note(
            connection_id=connection.pk, method="GET", path="/api/v4/leads", failure=errors.ServerFault(status=500)
        )
        assert not FeatureState.objects.exists()

    def test_it_is_not_written_with_every_call(self, connection):
        def note(failure=None):
            feature_note(connection_id=connection.pk, method="GET", path="/api/v4/leads", failure=failure)
            return FeatureState.objects.get()

        note()
        earlier = timezone.now() - timedelta(minutes=1)
        FeatureState.objects.update(worked_at=earlier)
        assert note().worked_at == earlier
        assert note(errors.PaymentRequired(status=402)).reason == "payment_required"
        assert note().reason == ""

    def test_the_page_says_what_each_needs(self, connection, client_of):
        FeatureState.objects.create(
            connection=connection, feature="send_messages", refused_at=timezone.now(), reason="missing_scope"
        )
        page = html(client_of("viewer").get(f"{KOMMO}/permissions"))
        for feature in FEATURES:
            assert str(feature.label) in page
        assert "lacks a permission" in page
        assert "Not tried yet" in page


class TestLog:
    def test_connecting_and_disconnecting_are_written_down(self, connected, kommo, owner):
        services.connection_disconnect(connection=connected)
        kinds = list(ConnectionEvent.objects.order_by("pk").values_list("kind", flat=True))
        assert kinds == ["connected", "webhook", "disconnected"]
        assert ConnectionEvent.objects.get(kind="connected").by_id == owner.pk

    def test_a_revoked_access_is_written_down_once(self, connected, kommo):
        access = ConnectionAccess(connection_id=connected.pk)
        for _ in range(3):
            access.observe(errors.Unauthorized("revoked", status=401), method="GET", path="/api/v4/leads")
        assert ConnectionEvent.objects.filter(kind="revoked").count() == 1

    def test_it_joins_events_syncs_and_checks_in_a_few_queries(self, connection, client_of, owner):
        viewer, page = client_of("viewer"), f"{KOMMO}/log"
        viewer.get(page)
        with CaptureQueriesContext(database) as few:
            viewer.get(page)
        for number in range(10):
            ConnectionEvent.objects.create(connection=connection, kind="refresh_failed", detail=f"why {number}")
            connection.sync_runs.create(what="users", state="failed", error="forbidden", requested_by_id=owner.pk)
            connection.check_runs.create(state="done", results=[{"outcome": "bad"}])
        with CaptureQueriesContext(database) as many:
            shown = html(viewer.get(page))
        # The names of the people are asked for when there are any.
        assert len(many) <= len(few) + 1
        for words in ("Access could not be renewed", "why 3", "Sync: Users. Failed", "1 of 1 broken", str(owner)):
            assert words in shown

    @pytest.mark.parametrize("state", SyncRun.State.values)
    def test_a_sync_is_shown_however_it_ended(self, connection, client_of, state):
        run = connection.sync_runs.create(what="users", state=state)
        assert f"Sync: Users. {run.get_state_display()}" in html(client_of("viewer").get(f"{KOMMO}/log"))

    @pytest.mark.parametrize("state", CheckRun.State.values)
    def test_a_check_is_shown_however_it_ended(self, connection, client_of, state):
        run = connection.check_runs.create(state=state)
        assert f"Checks. {run.get_state_display()}" in html(client_of("viewer").get(f"{KOMMO}/log"))


class TestWebhooks:
    @pytest.mark.parametrize("state", Connection.WebhookState.values)
    def test_it_opens_whatever_the_state_of_the_webhook(self, connection, client_of, state):
        Connection.objects.update(webhook_state=state)
        connection.refresh_from_db()
        assert connection.get_webhook_state_display() in html(client_of("viewer").get(f"{KOMMO}/webhooks"))

    @pytest.mark.parametrize("state", Delivery.State.values)
    def test_it_shows_a_delivery_whatever_its_state(self, connection, client_of, state):
        came = Delivery.objects.create(
            connection=connection, digest=b"d" * 32, body=b"", size=0, received_at=timezone.now(), state=state
        )
        assert came.get_state_display() in html(client_of("viewer").get(f"{KOMMO}/webhooks"))

    def test_it_shows_the_subscription_and_the_last_deliveries(self, connection, client_of):
        for number in range(60):
            Delivery.objects.create(
                connection=connection,
                digest=bytes([number]) * 32,
                body=b"very-secret-body",
                size=1,
                received_at=timezone.now() - timedelta(minutes=number),
                state="failed",
                error="The body is too deep.",
                events=[{"event": "LeadChanged"}],
            )
        page = html(client_of("viewer").get(f"{KOMMO}/webhooks"))
        assert (page.count("Lead changed"), page.count("LeadChanged")) == (50, 0)
        assert "The body is too deep." in page
        assert "add_message" in page
        assert "very-secret-body" not in page

    def test_before_the_first_it_says_what_to_do(self, connection, client_of):
        assert "Nothing came yet" in html(client_of("viewer").get(f"{KOMMO}/webhooks"))


class TestTraffic:
    def test_three_buckets_make_a_bar(self):
        begin = datetime(2026, 10, 5, tzinfo=UTC)
        buckets = [Bucket(begin + timedelta(minutes=10 * n), n, 1 if n == 4 else 0, 0) for n in range(6)]
        first, second = bars(buckets)
        assert (first.calls, first.tone, second.calls, second.errors, second.tone) == (3, "ok", 12, 1, "bad")
        assert second.height > first.height

    @pytest.mark.parametrize(
        ("calls", "errors", "limited", "tone"), [(104, 3, 0, "warn"), (100, 5, 0, "bad"), (9, 0, 1, "warn")]
    )
    def test_a_few_failures_of_many_calls_are_amber(self, calls, errors, limited, tone):
        (bar,) = bars([Bucket(datetime(2026, 10, 5, tzinfo=UTC), calls, errors, limited)])
        assert bar.tone == tone

    def test_a_day_without_calls_is_flat(self):
        assert {bar.tone for bar in bars([Bucket(datetime(2026, 10, 5, tzinfo=UTC), 0, 0, 0)] * 6)} == {"off"}

    def test_what_was_not_counted_is_nothing(self):
        buckets = traffic(base_url="https://nobody.kommo.com")
        assert sum(bucket.calls for bucket in buckets) == 0
        assert headroom(base_url="https://nobody.kommo.com").paused_until is None

    def test_the_overview_shows_it_with_the_work_that_waits(self, connection, client_of):
        page = html(client_of("viewer").get(KOMMO))
        assert "calls a second are in use" in page
        assert "Work that waits" in page
        for tab in ("webhooks", "permissions", "diagnostics", "log"):
            assert f'href="{KOMMO}/{tab}"' in page
