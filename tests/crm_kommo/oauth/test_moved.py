"""An account whose sub-domain changed is found again by its id. The stand-in moves one from 127.0.0.1 to localhost."""

import pytest

from crm_kommo.calls import client_of as kommo_of
from crm_kommo.client import errors
from crm_kommo.models import Connection
from tenants.models import InboundRoute
from tests.crm_kommo.oauth.steps import TOKEN_CALL, make_old

ASKED = "GET /oauth2/account/current/subdomain"


@pytest.fixture
def new_host(kommo, connected, settings) -> str:
    host = f"localhost:{kommo.host.rpartition(':')[2]}"
    settings.OUTSIDE_ALLOWED = [kommo.host, host]
    kommo.forget_calls()
    return host


@pytest.mark.parametrize("answers", [401, 404, 301])
class TestMoved:
    def test_oa_14_a_renewal_finds_it(self, kommo, connected, access, new_host, answers) -> None:
        kommo.post("move", {"host": new_host, "subdomain": "renamed", "answers": answers})
        make_old(connected)
        access.token()

        found = Connection.objects.get()
        assert (found.base_url, found.status) == (f"http://{new_host}", "active")
        assert len(kommo.calls(ASKED)) == 1
        assert len(kommo.calls(TOKEN_CALL)) == 2

    def test_oa_14_a_call_finds_it_and_is_done_there(self, kommo, connected, new_host, answers) -> None:
        kommo.post("move", {"host": new_host, "subdomain": "renamed", "answers": answers})

        assert kommo_of(connected).account.get().subdomain == "renamed"
        assert Connection.objects.get().base_url == f"http://{new_host}"

    def test_oa_14_a_write_is_done_once(self, kommo, connected, new_host, answers) -> None:
        kommo.post("move", {"host": new_host, "answers": answers})
        kommo_of(connected).webhooks.subscribe(destination="https://ours.example/", events=["add_lead"])

        good = [call for call in kommo.calls("POST /api/v4/webhooks") if call["status"] == 200]
        assert len(good) == 1


class TestIdentity:
    def test_oa_14_the_workspace_keeps_the_account(self, kommo, connected, new_host, tenant) -> None:
        kommo.post("move", {"host": new_host})
        kommo_of(connected).account.get()

        assert Connection.objects.get().account_id == connected.account_id
        assert InboundRoute.objects.get(is_active=True).tenant == tenant

    def test_oa_14_a_client_from_before_the_move_goes_on(self, kommo, connected, new_host) -> None:
        """As in a sync that was under way: the token is renewed by one call only."""
        before = kommo_of(connected)
        kommo.post("move", {"host": new_host})
        kommo_of(connected).account.get()
        kommo.forget_calls()

        assert before.account.get().id == connected.account_id
        assert kommo.calls(TOKEN_CALL) == []

    def test_oa_14_a_host_that_is_none_of_kommos_gets_nothing(self, kommo, connected, new_host, settings) -> None:
        settings.OUTSIDE_ALLOWED = [kommo.host]
        kommo.post("move", {"host": new_host})
        with pytest.raises(errors.GrantRefused):
            kommo_of(connected).account.get()

        assert Connection.objects.get().base_url == kommo.url
        assert all(call["headers"]["Host"] == kommo.host for call in kommo.calls(""))

    def test_oa_14_while_nobody_knows_where_it_is_the_pair_is_kept(self, kommo, connected, access, new_host) -> None:
        kommo.post("move", {"host": new_host})
        make_old(connected)
        Connection.objects.update(access_expires_at="2020-01-01T00:00:00Z")
        kommo.fail(ASKED, status=500, times=9)
        with pytest.raises(errors.RateLimited) as caught:
            access.token()

        assert caught.value.retry_after == 600
        assert Connection.objects.get().status == "active"

    def test_oa_14_an_account_that_is_where_it_was_keeps_its_host_on_a_redirect(self, kommo, connected) -> None:
        """A page of maintenance; it says nothing about the grant."""
        kommo.fail("GET /api/v4/account", status=302, times=9)
        with pytest.raises(errors.Elsewhere):
            kommo_of(connected).account.get()

        assert Connection.objects.get().status == "active"
