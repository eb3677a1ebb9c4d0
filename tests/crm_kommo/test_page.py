"""The page of the connection and its sync bars, as members of each role see them."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.db import connection as database
from django.utils import timezone
from django_tenants.utils import tenant_context

from crm_kommo.models import Connection, SyncRun
from tenants.models import User
from tests.factories import AgentFactory

PAGE = "/manage/alpha/integrations/kommo"


def html(response) -> str:
    return response.content.decode()


class TestPage:
    def test_without_a_connection_it_offers_one(self, client_of) -> None:
        page = html(client_of("admin").get(PAGE))

        assert "Kommo is not connected" in page
        assert f'action="{PAGE}/connect"' in page

    def test_a_viewer_is_told_who_can_connect(self, client_of) -> None:
        page = html(client_of("viewer").get(PAGE))

        assert f'action="{PAGE}/connect"' not in page
        assert "An admin of this workspace can connect it." in page

    def test_it_shows_how_the_connection_is(self, connection, client_of) -> None:
        page = html(client_of("admin").get(PAGE))

        for words in ("Sever", "Connected", "31000001", "Not set up", "none yet", "Pipelines and stages"):
            assert words in page
        assert "no longer reach this workspace" in page

    def test_it_says_why_it_must_be_reconnected(self, connection, client_of) -> None:
        Connection.objects.update(status="needs_reconnect", status_reason="revoked", status_detail="Token revoked")
        page = html(client_of("admin").get(PAGE))

        assert "somebody may have revoked it there" in page
        assert "Reconnect" in page

    def test_it_shows_no_secret(self, connection, client_of) -> None:
        Connection.objects.update(webhook_destination="https://us.example/api/crm/webhook/1/very-secret")
        page = html(client_of("admin").get(PAGE))

        assert "very-secret" not in page

    def test_it_costs_the_same_whatever_was_synced(self, connection, client_of, django_assert_max_num_queries) -> None:
        browser = client_of("admin")
        for what in SyncRun.What.values:
            connection.sync_runs.create(what=what, state="failed")
        browser.get(PAGE)

        with django_assert_max_num_queries(24):
            browser.get(PAGE)


class TestDisconnect:
    def test_it_says_how_many_agents_would_fall_silent(self, connection, client_of) -> None:
        AgentFactory()
        AgentFactory(paused_until=timezone.now() + timedelta(hours=1))
        AgentFactory(is_active=False)
        response = client_of("admin").get(PAGE)
        assert response.context["consequences"] == ["1 agent stops answering customers."]

    def test_an_admin_ends_the_connection(self, kommo, connected, client_of, tenant) -> None:
        response = client_of("admin").post(f"{PAGE}/disconnect")

        assert response["Location"] == PAGE
        with tenant_context(tenant):
            assert Connection.objects.get().status == "disconnected"

    def test_done_twice_it_is_no_error(self, client_of) -> None:
        assert client_of("admin").post(f"{PAGE}/disconnect").status_code == 302

    @pytest.mark.parametrize("role", ["builder", "viewer"])
    def test_others_may_not(self, connection, client_of, role) -> None:
        assert client_of(role).post(f"{PAGE}/disconnect").status_code == 403


class TestSyncBar:
    def test_the_button_starts_a_sync_and_comes_back(self, connection, client_of, tenant) -> None:
        browser = client_of("builder")
        response = browser.post(f"{PAGE}/sync/pipelines", headers={"Referer": "http://testserver/manage/alpha/agents"})

        assert response["Location"] == "http://testserver/manage/alpha/agents"
        with tenant_context(tenant):
            assert SyncRun.objects.get().what == "pipelines"

    def test_it_never_leads_away_from_here(self, connection, client_of) -> None:
        browser = client_of("builder")
        response = browser.post(f"{PAGE}/sync/pipelines", headers={"Referer": "https://evil.example/"})

        assert response["Location"] == PAGE

    def test_htmx_gets_the_bar_that_counts(self, connection, client_of) -> None:
        response = client_of("builder").post(f"{PAGE}/sync/fields", headers={"HX-Request": "true"})

        assert response.status_code == 200
        assert f'hx-get="{PAGE}/sync/fields/bar"' in html(response)
        assert "<html" not in html(response)

    def test_the_end_of_a_sync_of_everything_shows_on_every_bar(self, connection, client_of, tenant) -> None:
        browser, run = client_of("viewer"), connection.sync_runs.create(what="all")

        assert "HX-Refresh" not in browser.get(f"{PAGE}/sync/all/bar")
        with tenant_context(tenant):
            SyncRun.objects.filter(pk=run.pk).update(state="done", finished_at=timezone.now())
        assert browser.get(f"{PAGE}/sync/all/bar")["HX-Refresh"] == "true"

    def test_a_viewer_sees_it_without_the_button(self, connection, client_of) -> None:
        browser = client_of("viewer")

        assert "Sync CRM Settings" not in html(browser.get(f"{PAGE}/sync/fields/bar"))
        assert browser.post(f"{PAGE}/sync/fields").status_code == 403

    def test_without_a_connection_it_says_so(self, client_of) -> None:
        response = client_of("builder").post(f"{PAGE}/sync/fields")

        assert "Kommo is not connected." in [str(message) for message in get_messages(response.wsgi_request)]

    def test_what_cannot_be_synced_is_not_found(self, connection, client_of) -> None:
        browser = client_of("builder")

        assert browser.post(f"{PAGE}/sync/everything").status_code == 404
        assert browser.get(f"{PAGE}/sync/everything/bar").status_code == 404
        assert browser.post("/manage/alpha/api/integrations/kommo/sync/everything").status_code == 404


class TestApi:
    API = "/manage/alpha/api/integrations/kommo"

    def test_the_connection_tells_its_health(self, connection, client_of) -> None:
        Connection.objects.update(status="needs_reconnect", status_reason="grant_refused")
        health = client_of("viewer").get(self.API).json()

        assert (health["status"], health["reason"]) == ("needs_reconnect", "grant_refused")
        assert health["account"]["id"] == 31000001
        assert health["webhook"]["state"] == "none"
        assert "access" not in str(health).replace("our access", "")

    def test_without_one_it_says_so(self, client_of) -> None:
        assert client_of("viewer").get(self.API).json() == {"status": "not_connected"}

    def test_a_sync_is_accepted_and_can_be_watched(self, connection, client_of) -> None:
        browser = client_of("builder")
        response = browser.post(f"{self.API}/sync/pipelines")

        assert response.status_code == 202
        run = browser.get(response["Location"]).json()
        assert (run["what"], run["state"]) == ("pipelines", "queued")
        assert browser.get(f"{self.API}/sync/pipelines").json()["id"] == run["id"]

    def test_a_second_one_is_the_same(self, connection, client_of) -> None:
        browser = client_of("builder")

        assert browser.post(f"{self.API}/sync/all").json()["id"] == browser.post(f"{self.API}/sync/all").json()["id"]

    def test_without_a_connection_it_is_a_conflict(self, client_of) -> None:
        response = client_of("builder").post(f"{self.API}/sync/all")

        assert response.status_code == 409
        assert response.json()["error"]["code"] == "not_connected"

    def test_a_run_that_does_not_exist_is_not_found(self, connection, client_of) -> None:
        browser = client_of("viewer")

        assert browser.get(f"{self.API}/sync/runs/99").status_code == 404
        assert browser.get(f"{self.API}/sync/users").json()["error"]["code"] == "not_found"

    @pytest.mark.parametrize(("path", "role"), [("disconnect", "builder"), ("sync/all", "viewer")])
    def test_writes_need_their_role(self, connection, client_of, path, role) -> None:
        assert client_of(role).post(f"{self.API}/{path}").status_code == 403

    def test_an_admin_disconnects(self, kommo, connected, client_of, tenant) -> None:
        assert client_of("admin").post(f"{self.API}/disconnect").json()["status"] == "disconnected"
        database.set_tenant(tenant)
        assert Connection.objects.get().status == "disconnected"


class TestAdmin:
    MODELS = ("connection", "delivery", "pipeline", "stage", "field", "kommouser", "channel", "lead", "talk", "syncrun")

    @pytest.mark.parametrize("model", MODELS)
    def test_staff_can_look_and_see_no_secret(self, connection, client_of, model) -> None:
        browser = client_of("viewer")
        User.objects.filter(pk=browser.session["_auth_user_id"]).update(is_staff=True, is_superuser=True)
        admin = f"/manage/alpha/admin/crm_kommo/{model}/"

        assert browser.get(admin).status_code == 200
        if model == "connection":
            assert "refresh_token" not in html(browser.get(f"{admin}{connection.pk}/change/"))
