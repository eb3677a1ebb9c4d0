from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.messages import get_messages
from django.db import connection as database
from django.test import Client
from django.utils import timezone
from django_tenants.utils import tenant_context

from crm_kommo import oauth, services
from crm_kommo.models import Connection, SyncRun
from tenants.errors import Conflict, InvalidInput
from tenants.models import InboundRoute, Job, Membership, OAuthState

CALLBACK = "/api/integrations/kommo/oauth/callback"
PAGE = "/manage/alpha/integrations/kommo"


def begin(browser: Client) -> str:
    """Press Connect; the state that goes to Kommo."""
    answer = browser.post("/manage/alpha/api/integrations/kommo/oauth/start", content_type="application/json")
    assert answer.status_code == 200, answer.content
    return parse_qs(urlsplit(answer.json()["authorize_url"]).query)["state"][0]


def said(response) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


@pytest.fixture
def browser(client_of) -> Client:
    return client_of("admin")


@pytest.fixture
def connections(tenant):
    def read() -> list[Connection]:
        with tenant_context(tenant):
            return list(Connection.objects.all())

    return read


class TestStart:
    def test_it_leads_to_the_consent_page_with_our_integration(self, kommo, browser, settings) -> None:
        answer = browser.post("/manage/alpha/api/integrations/kommo/oauth/start", content_type="application/json")

        url = urlsplit(answer.json()["authorize_url"])
        assert f"{url.scheme}://{url.netloc}{url.path}" == settings.KOMMO_OAUTH_URL
        assert parse_qs(url.query)["client_id"] == [settings.KOMMO_CLIENT_ID]

    def test_the_state_is_not_kept_in_the_clear(self, kommo, browser) -> None:
        state = begin(browser)

        assert state not in str(OAuthState.objects.values().get())

    def test_the_button_of_the_page_goes_there_too(self, kommo, browser) -> None:
        answer = browser.post(f"{PAGE}/connect")

        assert answer.status_code == 302
        assert answer["Location"].startswith(f"{kommo.url}/oauth?client_id=")

    def test_an_installation_without_an_integration_says_so(self, browser, settings) -> None:
        settings.KOMMO_CLIENT_ID = ""
        answer = browser.post("/manage/alpha/api/integrations/kommo/oauth/start", content_type="application/json")

        assert answer.status_code == 503
        assert answer.json()["error"]["code"] == "not_configured"

    @pytest.mark.parametrize("role", ["builder", "viewer"])
    def test_it_takes_an_admin(self, client_of, role) -> None:
        browser = client_of(role)

        assert browser.post("/manage/alpha/api/integrations/kommo/oauth/start").status_code == 403
        assert browser.post(f"{PAGE}/connect").status_code == 403


class TestCallback:
    def test_it_connects_the_workspace(self, kommo, browser, connections, tenant) -> None:
        response = browser.get(CALLBACK, kommo.consent(state=begin(browser)))

        assert response["Location"] == PAGE
        (connection,) = connections()
        assert (connection.account_id, connection.subdomain, connection.status) == (31000001, "shop", "active")
        assert connection.base_url == kommo.url
        assert connection.time_zone != ""
        route = InboundRoute.objects.get()
        assert (route.tenant_id, route.external_account_id, route.public_id) == (
            tenant.pk,
            31000001,
            connection.public_id,
        )

    def test_it_subscribes_our_webhook(self, kommo, browser, connections, settings) -> None:
        browser.get(CALLBACK, kommo.consent(state=begin(browser)))

        (webhook,) = kommo.get("webhooks")["webhooks"]
        (connection,) = connections()
        assert webhook["destination"].startswith(f"{settings.PUBLIC_URL}/api/crm/webhook/{connection.public_id}/")
        assert webhook["destination"] == connection.webhook_destination
        assert {"add_message", "add_outgoing_message", "status_lead", "update_talk"} <= set(webhook["settings"])
        assert connection.webhook_state == "active"

    def test_it_owes_the_first_sync(self, kommo, browser, tenant) -> None:
        browser.get(CALLBACK, kommo.consent(state=begin(browser)))

        with tenant_context(tenant):
            run = SyncRun.objects.get()
        assert run.what == "all"
        assert Job.objects.get(kind="kommo.sync").payload == {"connection_id": run.connection_id}

    def test_it_asks_for_fewer_events_where_not_all_are_known(self, kommo, browser, connections) -> None:
        state = begin(browser)
        kommo.fail("POST /api/v4/webhooks", status=400)
        browser.get(CALLBACK, kommo.consent(state=state))

        (webhook,) = kommo.get("webhooks")["webhooks"]
        assert "add_message" in webhook["settings"]
        assert "add_unsorted" not in webhook["settings"]

    def test_a_webhook_that_is_refused_is_a_state_not_a_failure(self, kommo, browser, connections) -> None:
        state = begin(browser)
        kommo.fail("POST /api/v4/webhooks", status=402)
        browser.get(CALLBACK, kommo.consent(state=state))

        (connection,) = connections()
        assert connection.status == "active"
        assert (connection.webhook_state, connection.webhook_error) == ("failed", "payment_required")

    def test_the_page_loaded_again_changes_nothing(self, kommo, browser, connections) -> None:
        back = kommo.consent(state=begin(browser))
        browser.get(CALLBACK, back)
        (first,) = connections()
        response = browser.get(CALLBACK, back)

        assert response["Location"] == PAGE
        assert connections()[0].access_token == first.access_token
        assert len(kommo.calls("POST /oauth2/access_token")) == 1

    def test_a_refusal_of_the_person_is_no_error(self, kommo, browser, connections) -> None:
        response = browser.get(CALLBACK, kommo.consent(state=begin(browser), allow=False))

        assert response["Location"] == PAGE
        assert "not granted" in said(response)
        assert connections() == []
        assert kommo.calls("POST /oauth2/access_token") == []

    def test_an_installation_from_inside_kommo_is_bound_to_nobody(self, kommo, browser, connections) -> None:
        back = kommo.consent(state="x")
        del back["state"]
        response = browser.get(CALLBACK, back | {"from_widget": "1"})

        assert response.status_code == 302
        assert "open Integrations" in said(response)
        assert connections() == []
        assert kommo.calls("POST /oauth2/access_token") == []

    def test_a_code_that_is_no_good_says_so(self, kommo, browser, connections) -> None:
        back = kommo.consent(state=begin(browser)) | {"code": "spent"}
        response = browser.get(CALLBACK, back)

        assert response["Location"] == PAGE
        assert "Start again" in said(response)
        assert connections() == []

    def test_kommo_being_away_says_so(self, kommo, browser, connections) -> None:
        back = kommo.consent(state=begin(browser))
        kommo.fail("POST /oauth2/access_token", status=500)
        response = browser.get(CALLBACK, back)

        assert "fault of its own" in said(response)
        assert connections() == []


class TestState:
    """Whoever is not the browser that began gets nothing, and no code of it is exchanged."""

    def test_it_is_good_only_in_its_own_session(self, kommo, browser, client_of, connections) -> None:
        back = kommo.consent(state=begin(browser))
        response = client_of("viewer").get(CALLBACK, back)

        assert "not started here" in said(response)
        assert connections() == []
        assert kommo.calls("POST /oauth2/access_token") == []

    def test_a_stranger_cannot_use_it(self, kommo, browser, connections) -> None:
        assert Client().get(CALLBACK, kommo.consent(state=begin(browser))).status_code == 302
        assert connections() == []

    def test_it_ends_with_the_right_to_connect(self, kommo, browser, connections) -> None:
        """An admin who was removed, or made a viewer, between the button and the consent."""
        back = kommo.consent(state=begin(browser))
        Membership.objects.filter(role="admin").update(role="viewer")
        response = browser.get(CALLBACK, back)

        assert "no longer connect" in said(response)
        assert connections() == []

    def test_it_expires(self, kommo, browser, connections) -> None:
        back = kommo.consent(state=begin(browser))
        OAuthState.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
        browser.get(CALLBACK, back)

        assert connections() == []

    def test_it_cannot_be_made_up(self, kommo, browser, connections) -> None:
        response = browser.get(CALLBACK, kommo.consent(state="made-up"))

        assert "not started here" in said(response)
        assert connections() == []

    def test_it_is_good_once(self, kommo, browser, connections) -> None:
        state = begin(browser)
        browser.get(CALLBACK, kommo.consent(state=state, allow=False))
        browser.get(CALLBACK, kommo.consent(state=state))

        assert connections() == []


class TestReferer:
    """The client secret travels to the host that the referer names."""

    @pytest.mark.parametrize(
        ("referer", "base_url"),
        [
            ("acme.kommo.com", "https://acme.kommo.com"),
            ("https://acme.kommo.com", "https://acme.kommo.com"),
            ("ACME.amocrm.ru", "https://acme.amocrm.ru"),
            ("acme-2.amocrm.com", "https://acme-2.amocrm.com"),
            ("127.0.0.1:8070", "http://127.0.0.1:8070"),
        ],
    )
    def test_it_takes_hosts_of_kommo_and_those_the_operator_named(self, settings, referer, base_url) -> None:
        settings.OUTSIDE_ALLOWED = ["127.0.0.1:8070"]

        assert oauth.account_base_url(referer) == base_url

    @pytest.mark.parametrize(
        "referer",
        [
            "",
            "kommo.com",
            "acme.kommo.com.evil.example",
            "evilkommo.com",
            "acme@evil.example",
            "user@acme.kommo.com",
            "acme.kommo.com:8080",
            "acme.kommo.com/path",
            "acme.kommo.com?x=1",
            "acme.kommo.com#x",
            "acme.kommo.com\n",
            "a.b.kommo.com",
            "http://acme.kommo.com",
            "https://https://acme.kommo.com",
            "//acme.kommo.com",
            "127.0.0.1",
            "127.0.0.1:9999",
            "[::1]",
            "2130706433",
            "acme.kommo.com.",
            ".kommo.com",
            "-.kommo.com",
            "аcme.kommo.com",
            "a" * 300 + ".kommo.com",
        ],
    )
    def test_it_refuses_everything_else(self, settings, referer) -> None:
        settings.OUTSIDE_ALLOWED = ["127.0.0.1:8070"]

        with pytest.raises(InvalidInput) as caught:
            oauth.account_base_url(referer)
        assert caught.value.field == "referer"

    def test_a_foreign_host_is_refused_before_any_request(self, kommo, browser, connections) -> None:
        back = kommo.consent(state=begin(browser))
        response = browser.get(CALLBACK, back | {"referer": "acme.kommo.com.evil.example"})

        assert "not an address of a Kommo account" in said(response)
        assert kommo.calls("POST /oauth2/access_token") == []
        assert connections() == []


def finish(back: dict[str, str], state: OAuthState) -> Connection:
    return services.oauth_finish(code=back["code"], referer=back["referer"], state_row=state)


class TestOneAccountOneWorkspace:
    def test_an_account_of_another_workspace_is_refused(self, kommo, connected, consent, other_tenant) -> None:
        back = kommo.consent(state="x")
        with pytest.raises(Conflict) as caught:
            finish(back, consent(in_tenant=other_tenant))

        assert caught.value.code == "account_taken"
        with tenant_context(other_tenant):
            assert not Connection.objects.exists()

    def test_a_second_account_in_a_workspace_is_refused(self, kommo, connected, consent) -> None:
        with pytest.raises(Conflict) as caught:
            finish(kommo.consent(state="x", account="clinic"), consent())

        assert caught.value.code == "other_account"
        assert InboundRoute.objects.count() == 1

    def test_the_same_account_again_renews_the_connection(self, kommo, connected, consent, tenant) -> None:
        old_token, old_destination = connected.access_token, connected.webhook_destination
        finish(kommo.consent(state="x"), consent())

        database.set_tenant(tenant)
        connected.refresh_from_db()
        assert connected.access_token != old_token
        assert connected.webhook_destination != old_destination
        assert Connection.objects.count() == InboundRoute.objects.count() == 1
