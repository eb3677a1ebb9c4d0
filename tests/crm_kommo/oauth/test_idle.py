"""A grant that nobody uses is renewed by a job of its own, long before Kommo lets it die after three months."""

from datetime import timedelta

import pytest
from django.utils import timezone

from crm_kommo import services
from crm_kommo.models import Connection
from crm_kommo.upkeep import REFRESH_JOB
from tenants.models import Job
from tests.crm_kommo.oauth.steps import PAGE, TOKEN_CALL, finish
from tests.jobs import run_due_jobs


def renewal() -> Job:
    return Job.objects.get(kind=REFRESH_JOB, state="waiting")


@pytest.fixture
def idle(kommo, connected) -> Connection:
    """Two weeks and a day since anything was asked of Kommo."""
    run_due_jobs()
    long_ago = timezone.now() - timedelta(days=15)
    Connection.objects.update(refresh_issued_at=long_ago, access_expires_at=long_ago)
    Job.objects.filter(kind=REFRESH_JOB).update(due_at=timezone.now())
    kommo.forget_calls()
    connected.refresh_from_db()
    return connected


class TestIdle:
    def test_oa_08_the_renewal_is_owed_with_the_connection(self, connected) -> None:
        due_in = renewal().due_at - connected.refresh_issued_at

        assert due_in == timedelta(days=14)

    def test_oa_08_an_idle_grant_is_renewed_and_the_next_renewal_owed(self, kommo, idle) -> None:
        spent = idle.refresh_token
        assert run_due_jobs() == [REFRESH_JOB]

        idle.refresh_from_db()
        assert idle.refresh_token != spent
        assert len(kommo.calls(TOKEN_CALL)) == 1
        assert renewal().due_at == idle.refresh_issued_at + timedelta(days=14)

    def test_oa_08_one_that_is_used_is_left_alone(self, kommo, connected) -> None:
        run_due_jobs()
        Job.objects.filter(kind=REFRESH_JOB).update(due_at=timezone.now())
        kommo.forget_calls()
        run_due_jobs()

        assert kommo.calls(TOKEN_CALL) == []
        assert renewal().due_at == connected.refresh_issued_at + timedelta(days=14)

    def test_oa_08_while_kommo_is_away_it_is_tried_hour_by_hour_for_as_long_as_it_takes(self, kommo, idle) -> None:
        kommo.fail(TOKEN_CALL, status=500)
        run_due_jobs()

        waiting = renewal()
        assert timedelta(minutes=59) < waiting.due_at - timezone.now() <= timedelta(hours=1)
        assert waiting.attempts == 0
        assert Connection.objects.get().status == "active"

    def test_oa_08_one_whose_workers_died_begins_again(self, kommo, idle) -> None:
        Job.objects.filter(kind=REFRESH_JOB).update(attempts=8)
        run_due_jobs()

        assert Job.objects.filter(kind=REFRESH_JOB, state="dead").exists()
        assert renewal().due_at > timezone.now() + timedelta(hours=23)

    def test_oa_08_a_dead_grant_ends_it_and_a_new_consent_begins_it(self, kommo, idle, consent, tenant) -> None:
        kommo.post("revoke")
        run_due_jobs()
        assert not Job.objects.filter(kind=REFRESH_JOB).exists()

        finish(kommo.consent(state="x"), consent())
        assert renewal().due_at > timezone.now() + timedelta(days=13)

    def test_a_disconnect_ends_it(self, kommo, connected) -> None:
        services.connection_disconnect(connection=connected)

        assert not Job.objects.filter(kind__in=[REFRESH_JOB, "kommo.webhook_watch"]).exists()

    def test_oa_08_the_page_shows_when_it_was_renewed(self, connected, browser) -> None:
        page = browser.get(PAGE).content.decode()

        assert "Last renewed" in page
        assert "Renewed by itself on" in page
