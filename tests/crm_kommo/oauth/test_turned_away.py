"""Kommo lets us in no more: jobs stop, data stay, and it is said what a person has to do."""

import pytest
from django.conf import settings
from django.db import connection as database
from django.test.utils import CaptureQueriesContext

from crm_kommo import services
from crm_kommo.calls import client_of as kommo_of
from crm_kommo.client import errors
from crm_kommo.errors import Refused
from crm_kommo.models import Connection, Pipeline
from tenants.models import Job
from tests.crm_kommo.oauth.steps import PAGE, TOKEN_CALL, finish
from tests.jobs import run_due_jobs

DASHBOARD = "/manage/alpha/dashboard"
KNOWLEDGE = "/manage/alpha/knowledge"


@pytest.fixture
def synced(kommo, connected) -> Connection:
    run_due_jobs()
    kommo.forget_calls()
    return connected


class TestAccountGone:
    @pytest.mark.parametrize("answers", [401, 404])
    def test_tn_04_it_is_marked_and_asked_no_more(self, kommo, synced, answers) -> None:
        kommo.post("gone", {"answers": answers})
        for _attempt in range(2):
            with pytest.raises(errors.KommoError):
                kommo_of(synced).account.get()

        gone = Connection.objects.get()
        assert (gone.status, gone.status_reason) == ("needs_reconnect", "account_gone")
        assert len(kommo.calls(TOKEN_CALL)) <= 1

    def test_tn_04_its_jobs_end_and_its_data_stay(self, kommo, synced) -> None:
        known = Pipeline.objects.count()
        kommo.post("gone")
        for _time in range(2):  # the renewal may look before it is known, and once more after that
            Job.objects.update(due_at="2020-01-01T00:00:00Z")
            run_due_jobs()

        assert not Job.objects.exists()
        assert Pipeline.objects.count() == known > 0
        with pytest.raises(Refused) as caught:
            services.sync_start(what="all", user=None)
        assert caught.value.code == "account_gone"


class TestUserSwitchedOff:
    def test_tn_05_another_administrator_is_asked_for(self, kommo, synced, mailoutbox) -> None:
        kommo.post("user", {"is_active": False})
        with pytest.raises(errors.Unauthorized):
            kommo_of(synced).account.get()
        run_due_jobs()

        assert Connection.objects.get().status_reason == "user_disabled"
        assert "Another administrator" in mailoutbox[0].body


class TestNoAdministrator:
    def test_who_may_not_have_webhooks_is_connected_all_the_same(self, kommo, consent, tenant) -> None:
        """Kommo answers with 401 there, which says nothing about the grant."""
        kommo.post("user", {"is_admin": False})
        finish(kommo.consent(state="x"), consent())

        database.set_tenant(tenant)
        connection = Connection.objects.get()
        assert connection.status == "active"
        assert (connection.webhook_state, connection.webhook_error) == ("failed", "forbidden")


class TestMissingScope:
    def test_oa_16_the_page_says_to_reconnect_for_new_rights(self, kommo, synced, browser, consent, tenant) -> None:
        kommo.post("integrations", _without_scopes())
        finish(kommo.consent(state="x"), consent())
        database.set_tenant(tenant)
        connection = Connection.objects.get()
        with pytest.raises(errors.MissingScope):
            kommo_of(connection).talks.send_message(talk_id=1, text="Hi", within=5)

        page = browser.get(PAGE).content.decode()
        assert "reconnect to grant new rights" in page
        assert Connection.objects.get().status == "active"

    def test_oa_16_a_new_consent_takes_the_notice_away(self, kommo, connected, consent, tenant) -> None:
        Connection.objects.update(missing_scope_at="2026-01-01T00:00:00Z")
        finish(kommo.consent(state="x"), consent())

        database.set_tenant(tenant)
        assert Connection.objects.get().missing_scope_at is None


def _without_scopes() -> dict[str, object]:
    return {
        "client_id": settings.KOMMO_CLIENT_ID,
        "client_secret": settings.KOMMO_CLIENT_SECRET,
        "redirect_uri": f"{settings.PUBLIC_URL}/api/integrations/kommo/oauth/callback",
        "scopes": ["crm"],
    }


class TestBanner:
    def test_administrators_see_it_on_every_page(self, connection, client_of) -> None:
        Connection.objects.update(status="needs_reconnect", status_reason="revoked")
        page = client_of("admin").get(DASHBOARD).content.decode()

        assert "Kommo must be reconnected" in page
        assert f'href="{PAGE}"' in page

    @pytest.mark.parametrize("role", ["builder", "viewer"])
    def test_who_cannot_reconnect_is_spared(self, connection, client_of, role) -> None:
        Connection.objects.update(status="needs_reconnect", status_reason="revoked")

        assert "Kommo must be reconnected" not in client_of(role).get(DASHBOARD).content.decode()

    def test_it_costs_a_query_once_in_a_while(self, connection, client_of) -> None:
        browser = client_of("admin")
        browser.get(KNOWLEDGE)
        with CaptureQueriesContext(database) as second:
            browser.get(KNOWLEDGE)

        assert [query for query in second.captured_queries if "crm_connections" in query["sql"]] == []
