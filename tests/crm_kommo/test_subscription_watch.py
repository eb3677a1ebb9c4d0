"""Our webhook at Kommo is looked at again and again, and put back when it is off or gone."""

from datetime import timedelta

import pytest
from django.utils import timezone

from crm_kommo import services
from crm_kommo.calls import client_of as kommo_of
from crm_kommo.client.errors import Invalid, KommoError, Problem, Refused
from crm_kommo.models import Connection, Lead
from crm_kommo.models.failure import Failure
from crm_kommo.subscription import ensure_subscription, webhook_failure
from crm_kommo.upkeep import WATCH_JOB
from tenants.models import Job
from tests.jobs import run_due_jobs
from tests.play import Play

LIST = "GET /api/v4/webhooks"


@pytest.fixture
def watched(kommo, connected) -> Connection:
    """The first sync is done, and the watch is due."""
    run_due_jobs()
    kommo.forget_calls()
    Job.objects.filter(kind=WATCH_JOB).update(due_at=timezone.now())
    return Connection.objects.get()


def ours(kommo: Play) -> dict:
    (webhook,) = kommo.get("webhooks")["webhooks"]
    return webhook


class TestWatch:
    def test_it_is_owed_with_the_connection_and_owes_its_next(self, kommo, watched) -> None:
        assert run_due_jobs() == [WATCH_JOB]

        due_in = Job.objects.get(kind=WATCH_JOB).due_at - timezone.now()
        assert timedelta(minutes=14) < due_in <= timedelta(minutes=15)
        assert len(kommo.calls(LIST)) == 1
        assert kommo.calls("POST /api/v4/webhooks") == []

    def test_wh_06_one_that_kommo_switched_off_is_subscribed_anew(self, kommo, watched) -> None:
        kommo.post("webhooks/disable")
        run_due_jobs()

        assert ours(kommo)["disabled"] is False
        assert ours(kommo)["destination"] == watched.webhook_destination
        restored = Connection.objects.get()
        assert restored.webhook_state == "active"
        assert restored.webhook_restored_at is not None

    def test_wh_06_one_that_somebody_removed_is_subscribed_anew(self, kommo, watched) -> None:
        kommo.post("webhooks/remove")
        run_due_jobs()

        assert ours(kommo)["destination"] == watched.webhook_destination
        assert Connection.objects.get().webhook_restored_at is not None

    def test_wh_06_what_was_missed_since_it_was_last_seen_good_is_read(self, kommo, watched) -> None:
        lead = kommo.get("leads")["leads"][0]
        kommo.post("webhooks/disable")
        kommo.patch(f"leads/{lead['id']}", {"name": "Changed in silence"})
        run_due_jobs()

        assert Lead.objects.get(kommo_id=lead["id"]).name == "Changed in silence"

    def test_the_owners_are_told_once(self, kommo, watched, mailoutbox) -> None:
        kommo.post("webhooks/disable")
        run_due_jobs()
        Job.objects.filter(kind=WATCH_JOB).update(due_at=timezone.now())
        run_due_jobs()

        (mail,) = mailoutbox
        assert "were not arriving" in mail.subject

    def test_the_webhooks_of_others_are_left_alone(self, kommo, watched) -> None:
        theirs = "https://others.example/hook"
        kommo_of(watched).webhooks.subscribe(destination=theirs, events=["add_lead"])
        kommo.post("webhooks/disable")
        run_due_jobs()

        found = {hook["destination"]: hook["disabled"] for hook in kommo.get("webhooks")["webhooks"]}
        assert found == {theirs: True, watched.webhook_destination: False}

    @pytest.mark.parametrize("how", [{"status": 500}, {"status": 429}, {"drop": True}], ids=["500", "429", "cut off"])
    def test_while_kommo_is_away_nothing_is_believed_lost(self, kommo, watched, how) -> None:
        kommo.fail(LIST, times=3, **how)
        run_due_jobs()

        assert Connection.objects.get().webhook_state == "active"
        assert Job.objects.get(kind=WATCH_JOB).state == "waiting"

    def test_one_that_cannot_be_put_back_is_tried_again(self, kommo, watched) -> None:
        kommo.post("webhooks/remove")
        kommo.fail("POST /api/v4/webhooks", status=402)
        run_due_jobs()

        failed = Connection.objects.get()
        assert (failed.webhook_state, failed.webhook_error) == ("failed", "payment_required")
        assert failed.webhook_restored_at is None
        Job.objects.filter(kind=WATCH_JOB).update(due_at=timezone.now())
        run_due_jobs()
        assert Connection.objects.get().webhook_state == "active"

    def test_who_may_not_see_webhooks_is_asked_seldom(self, kommo, watched) -> None:
        """Each such 401 costs a renewal of the grant."""
        kommo.post("user", {"is_admin": False})
        run_due_jobs()

        assert Connection.objects.get().webhook_error == "forbidden"
        assert Job.objects.get(kind=WATCH_JOB).due_at > timezone.now() + timedelta(hours=5)

    def test_a_dead_watch_begins_again(self, watched) -> None:
        Job.objects.filter(kind=WATCH_JOB).update(attempts=8)
        run_due_jobs()

        assert Job.objects.filter(kind=WATCH_JOB, state="waiting").exists()

    def test_it_ends_with_the_connection(self, kommo, watched) -> None:
        services.connection_disconnect(connection=watched)

        assert not Job.objects.filter(kind=WATCH_JOB).exists()


class TestAddress:
    def test_wh_17_the_registered_address_is_the_final_one(self, kommo, connected, client, settings) -> None:
        """Kommo follows no redirect, so ours must answer itself: no slash is added, no scheme changed."""
        destination = connected.webhook_destination
        assert destination.startswith(f"{settings.PUBLIC_URL}/api/crm/webhook/")
        assert not destination.endswith("/")

        answer = client.post(destination.removeprefix(settings.PUBLIC_URL), b"a=b", content_type="text/plain")
        assert answer.status_code == 200

    def test_wh_17_the_same_address_again_replaces_what_it_asks_for(self, kommo, connected) -> None:
        kommo_of(connected).webhooks.subscribe(destination=connected.webhook_destination, events=["add_lead"])
        ensure_subscription(kommo_of(connected), connected)

        assert {"add_message", "update_lead"} <= set(ours(kommo)["settings"])

    @pytest.mark.parametrize(
        ("error", "failure"),
        [
            (
                Invalid(
                    problems=(Problem(request_id="0", path="destination", code="InvalidUrl", detail="Invalid URL"),)
                ),
                Failure.WEBHOOK_ADDRESS,
            ),
            (Refused("No more than 100 webhooks", status=422), Failure.WEBHOOKS_FULL),
        ],
    )
    def test_wh_17_a_refusal_is_told_in_plain_words(self, error: KommoError, failure: Failure) -> None:
        assert webhook_failure(error) == failure

    def test_wh_17_kommos_invalid_url_is_such_a_refusal(self, kommo, connected) -> None:
        connected.webhook_destination = "https://пример.рф/hook"
        ensure_subscription(kommo_of(connected), connected)

        assert (connected.webhook_state, connected.webhook_error) == ("failed", "webhook_address")

    def test_wh_17_a_hundred_webhooks_are_such_a_refusal(self, kommo, connected) -> None:
        kommo.post("webhooks/remove")
        client = kommo_of(connected)
        for number in range(100):
            client.webhooks.subscribe(destination=f"https://others.example/{number}", events=["add_lead"])
        ensure_subscription(client, connected)

        assert connected.webhook_error == "webhooks_full"
