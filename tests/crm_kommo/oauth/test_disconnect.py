import pytest
from django.conf import settings
from django.db import connection as database

from agents.services import agent_create
from agents.settings import AgentSettings
from crm_kommo import services
from crm_kommo.calls import client_of as kommo_of
from crm_kommo.models import Connection
from tenants.models import InboundRoute
from tests.crm_kommo.oauth.steps import PAGE, finish, said


class TestDisconnect:
    def test_oa_20_it_ends_our_webhook_and_forgets_the_grant(self, kommo, connected) -> None:
        services.connection_disconnect(connection=connected)

        connected.refresh_from_db()
        assert kommo.get("webhooks")["webhooks"] == []
        assert connected.status == "disconnected"
        assert (connected.access_token, connected.refresh_token, connected.webhook_destination) == (None, None, None)
        assert not InboundRoute.objects.filter(is_active=True).exists()

    def test_oa_20_the_webhook_goes_while_the_token_works_and_those_of_others_stay(self, kommo, connected) -> None:
        theirs = "https://others.example/hook"
        kommo_of(connected).webhooks.subscribe(destination=theirs, events=["add_lead"])
        services.connection_disconnect(connection=connected)

        assert [hook["destination"] for hook in kommo.get("webhooks")["webhooks"]] == [theirs]
        (call,) = kommo.calls("DELETE /api/v4/webhooks")
        assert call["status"] == 204

    @pytest.mark.parametrize("how", [{"status": 500}, {"drop": True}, {"status": 401, "times": 9}, {"page": 403}])
    def test_oa_20_it_ends_also_when_kommo_is_away(self, kommo, connected, how) -> None:
        kommo.fail("DELETE /api/v4/webhooks", **how)
        services.connection_disconnect(connection=connected)

        connected.refresh_from_db()
        assert (connected.status, connected.status_reason) == ("disconnected", "")
        assert (connected.access_token, connected.refresh_token) == (None, None)
        assert connected.webhook_state == "left"
        assert connected.webhook_error

    def test_oa_20_what_a_webhook_left_behind_still_sends_is_refused(self, kommo, connected, client) -> None:
        path = connected.webhook_destination.removeprefix(settings.PUBLIC_URL)
        kommo.fail("DELETE /api/v4/webhooks", status=500)
        services.connection_disconnect(connection=connected)

        assert client.post(path, b"a=b", content_type="text/plain").status_code == 404

    def test_oa_20_the_page_says_what_was_left_behind(self, kommo, connected, browser) -> None:
        kommo.fail("DELETE /api/v4/webhooks", status=500)
        response = browser.post(f"{PAGE}/disconnect")

        assert "could not be asked to remove our webhook" in said(response)
        assert "Could not be removed" in browser.get(PAGE).content.decode()

    def test_the_dialog_counts_the_agents_that_fall_silent(self, connection, browser) -> None:
        for name in ("Anna", "Boris"):
            agent_create(settings=AgentSettings(name=name, purpose="Answers"), is_active=True, publish=True)
        agent_create(settings=AgentSettings(name="Vera", purpose="Rests"))

        assert "2 agents stop answering customers." in browser.get(PAGE).content.decode()

    def test_the_account_is_free_for_another_workspace(self, kommo, connected, consent, other_tenant) -> None:
        services.connection_disconnect(connection=connected)
        finish(kommo.consent(state="x"), consent(in_tenant=other_tenant))

        assert InboundRoute.objects.get(is_active=True).tenant == other_tenant

    def test_another_account_can_take_its_place(self, kommo, connected, consent, tenant) -> None:
        services.connection_disconnect(connection=connected)
        finish(kommo.consent(state="x", account="clinic"), consent())

        database.set_tenant(tenant)
        assert Connection.objects.get(is_current=True).account_id == 31000002
