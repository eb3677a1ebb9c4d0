"""The second way in: a token that an administrator made in Kommo."""

from datetime import timedelta

import pytest
from django.db import connection as database
from django.test import Client
from django.utils import timezone
from django_tenants.utils import tenant_context

from crm_kommo import services
from crm_kommo.access import ConnectionAccess
from crm_kommo.calls import client_of as kommo_of
from crm_kommo.client import errors
from crm_kommo.models import Connection
from tenants.errors import Conflict, InvalidInput
from tenants.models import Job
from tests.crm_kommo.oauth.steps import PAGE, TOKEN_CALL, finish
from tests.jobs import run_due_jobs
from tests.play import Play

FORM = f"{PAGE}/token"
DAY = 86_400


def token_of(kommo: Play, **body: object) -> str:
    return kommo.post("token", body)["access_token"]


@pytest.fixture
def paste(kommo, browser):
    """`paste(token)`: fill in the form."""

    def send(token: str, *, address: str | None = None) -> object:
        return browser.post(FORM, {"address": address or kommo.host, "token": token})

    return send


class TestConnecting:
    def test_it_connects_subscribes_and_syncs(self, kommo, paste, connections, settings) -> None:
        response = paste(token_of(kommo, expires_in=30 * DAY))

        assert response["Location"] == PAGE
        (connection,) = connections()
        assert (connection.kind, connection.account_id, connection.status) == ("long_lived", 31000001, "active")
        assert connection.refresh_token is None
        assert connection.webhook_state == "active"
        assert set(run_due_jobs()) == {"kommo.sync"}

    def test_oa_21_when_it_ends_is_read_from_it_as_a_hint(self, kommo, paste, connections, browser) -> None:
        paste(token_of(kommo, expires_in=30 * DAY))

        ends_in = connections()[0].access_expires_at - timezone.now()
        assert timedelta(days=29) < ends_in < timedelta(days=31)
        assert "Token ends" in browser.get(PAGE).content.decode()

    @pytest.mark.parametrize("around", ["  {}\n", "\t{}", "{}\r\n\r\n", "Bearer {}"])
    def test_oa_18_what_comes_along_with_copying_is_trimmed(self, kommo, paste, connections, around) -> None:
        token = token_of(kommo)
        paste(around.format(token))

        assert connections()[0].access_token == token

    def test_oa_18_a_token_that_was_wrapped_is_put_together(self, kommo, paste, connections) -> None:
        token = token_of(kommo)
        paste(f"{token[:80]}\n{token[80:]}")

        assert connections()[0].access_token == token

    @pytest.mark.parametrize("token", ["токен-токен-токен", "short", "a,b;c=d e%f"])
    def test_oa_18_what_is_no_token_is_refused_in_words(self, kommo, paste, connections, token) -> None:
        response = paste(token)

        assert response.status_code == 422
        assert "This is not a token" in response.content.decode()
        assert kommo.calls("GET /api/v4/account") == []

    @pytest.mark.parametrize("address", ["{}", "http://{}/", "http://{}/leads/pipeline/?x=1", "  {}  "])
    def test_the_address_may_be_as_the_browser_shows_it(self, kommo, paste, connections, address) -> None:
        paste(token_of(kommo), address=address.format(kommo.host))

        assert connections()[0].base_url == kommo.url

    @pytest.mark.parametrize(
        "address",
        ["acme.kommo.com.evil.example", "acme@evil.example", "https://a:b@acme.kommo.com", "[::1", "127.0.0.1"],
    )
    def test_oa_11_the_token_travels_to_no_other_host(self, kommo, paste, connections, address) -> None:
        response = paste(token_of(kommo), address=address)

        assert response.status_code == 422
        assert "not an address of a Kommo account" in response.content.decode()
        assert connections() == []

    def test_one_that_kommo_refuses_says_so_and_shows_no_token(self, kommo, paste, connections) -> None:
        token = token_of(kommo)
        kommo.post("revoke")
        response = paste(token)

        assert "does not accept this token" in response.content.decode()
        assert connections() == []

    def test_oa_15_an_account_of_another_workspace_is_refused(self, kommo, connected, other_tenant) -> None:
        asking = other_tenant.memberships.get(role="owner").user
        with pytest.raises(Conflict):
            services.token_connect(tenant=other_tenant, user=asking, address=kommo.url, token=token_of(kommo))
        with tenant_context(other_tenant):
            assert not Connection.objects.exists()

    @pytest.mark.parametrize("role", ["builder", "viewer"])
    def test_it_takes_an_admin(self, client_of, role) -> None:
        browser: Client = client_of(role)

        assert browser.get(FORM).status_code == 403
        assert browser.post(FORM).status_code == 403


class TestOpaque:
    def test_oa_21_a_token_that_says_nothing_works_too(self, connection) -> None:
        """Until Kommo refuses it: there is nothing to know it by before."""
        Connection.objects.update(kind="long_lived", access_expires_at=None, refresh_token=None)

        assert ConnectionAccess(connection_id=connection.pk).token() == "access"


@pytest.fixture
def by_token(kommo, paste, tenant) -> Connection:
    paste(token_of(kommo, expires_in=30 * DAY))
    run_due_jobs()
    kommo.forget_calls()
    return Connection.objects.get()


class TestLife:
    def test_a_refused_one_needs_a_new_token_and_is_never_renewed(self, kommo, by_token, browser) -> None:
        kommo.post("revoke")
        for _attempt in range(2):
            with pytest.raises(errors.KommoError):
                kommo_of(by_token).account.get()

        assert Connection.objects.get().status_reason == "token_refused"
        assert kommo.calls(TOKEN_CALL) == []
        page = browser.get(PAGE).content.decode()
        assert "Paste a new one" in page
        assert "Paste a new token" in page

    def test_a_new_one_mends_it(self, kommo, by_token, paste) -> None:
        kommo.post("revoke")
        with pytest.raises(errors.KommoError):
            kommo_of(by_token).account.get()
        paste(token_of(kommo))

        assert Connection.objects.get().status == "active"

    def test_a_call_under_way_takes_the_new_one(self, kommo, by_token, paste) -> None:
        client = kommo_of(by_token)
        token = by_token.access_token
        kommo.post("expire")
        fresh = token_of(kommo)
        Connection.objects.update(access_token=fresh)

        assert client.account.get().id == by_token.account_id
        assert token != fresh

    def test_the_owners_are_told_two_weeks_before_it_ends(self, by_token, mailoutbox) -> None:
        job = Job.objects.get(kind="kommo.refresh")
        assert job.due_at == by_token.access_expires_at - timedelta(days=14)

        Job.objects.filter(pk=job.pk).update(due_at=timezone.now())
        run_due_jobs()
        assert "ends soon" in mailoutbox[0].subject
        assert not Job.objects.filter(kind="kommo.refresh").exists()

    def test_a_consent_takes_its_place(self, kommo, by_token, consent, tenant) -> None:
        finish(kommo.consent(state="x"), consent())
        database.set_tenant(tenant)
        assert Connection.objects.get().kind == "oauth"


def test_oa_11_a_service_call_is_checked_too(tenant, owner) -> None:
    with pytest.raises(InvalidInput):
        services.token_connect(tenant=tenant, user=owner, address="evil.example", token="a" * 40)
