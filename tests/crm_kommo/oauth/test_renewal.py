"""The pair of tokens: renewed in time, by one, never lost, never tried in vain."""

import json

import pytest
import requests
from django.conf import settings
from django.db import connection as database
from django.utils import timezone

from crm_kommo import oauth
from crm_kommo.calls import client_of as kommo_of
from crm_kommo.client import errors
from crm_kommo.models import Connection
from crm_kommo.registrations import registration_of
from tests.crm_kommo.oauth.steps import PAGE, TOKEN_CALL, finish, make_old
from tests.jobs import run_due_jobs


class TestRenewal:
    def test_a_good_token_is_used_as_it_is(self, kommo, access, connected) -> None:
        assert access.token() == connected.access_token
        assert kommo.calls(TOKEN_CALL) == []

    def test_it_happens_five_minutes_early(self, kommo, access, connected) -> None:
        make_old(connected)
        token = access.token()

        connected.refresh_from_db()
        assert token == connected.access_token
        assert len(kommo.calls(TOKEN_CALL)) == 1

    def test_oa_07_a_refused_token_is_renewed_once_and_the_call_repeated(self, kommo, access, connected) -> None:
        kommo.post("expire")

        assert kommo_of(connected).account.get().id == 31000001
        assert len(kommo.calls(TOKEN_CALL)) == 1

    def test_oa_02_a_refused_token_that_another_renewed_meanwhile_is_not_renewed_again(self, kommo, access) -> None:
        old = access.token()
        fresh = access.renewed(refused=old)

        assert access.renewed(refused=old) == fresh
        assert len(kommo.calls(TOKEN_CALL)) == 1

    def test_oa_07_a_second_401_means_revoked_and_is_no_loop(self, kommo, access, connected) -> None:
        kommo.fail("GET /api/v4/account", status=401, times=5)

        with pytest.raises(errors.Unauthorized):
            kommo_of(connected).account.get()
        connected.refresh_from_db()
        assert (connected.status, connected.status_reason) == ("needs_reconnect", "revoked")
        assert _turned_away(connected) == ["revoked"]
        assert len(kommo.calls("GET /api/v4/account")) == 2


class TestFinalRefusal:
    def test_oa_04_it_asks_for_a_person_and_no_more_of_kommo(self, kommo, access, connected) -> None:
        kommo.post("revoke")
        for _attempt in range(3):
            with pytest.raises(errors.KommoError):
                kommo_of(connected).account.get()

        connected.refresh_from_db()
        assert (connected.status, connected.status_reason) == ("needs_reconnect", "grant_refused")
        assert _turned_away(connected) == ["refresh_failed"]
        assert len(kommo.calls(TOKEN_CALL)) == 1

    def test_a_new_consent_mends_it(self, kommo, access, connected, consent, tenant) -> None:
        kommo.post("revoke")
        with pytest.raises(errors.KommoError):
            kommo_of(connected).account.get()
        finish(kommo.consent(state="x"), consent())

        database.set_tenant(tenant)
        connected.refresh_from_db()
        assert (connected.status, connected.status_reason) == ("active", "")

    @pytest.mark.parametrize("status", [400, 401])
    def test_oa_04_both_codes_of_a_refusal_are_final(self, kommo, access, status) -> None:
        Connection.objects.update(access_expires_at=timezone.now())
        kommo.fail(TOKEN_CALL, status=status)
        for _attempt in range(2):
            with pytest.raises(errors.GrantRefused):
                access.token()

        assert Connection.objects.get().status == "needs_reconnect"
        assert len(kommo.calls(TOKEN_CALL)) == 1

    def test_oa_04_the_owner_is_told_once(self, kommo, access, connected, mailoutbox) -> None:
        kommo.post("revoke")
        for _attempt in range(3):
            with pytest.raises(errors.KommoError):
                kommo_of(connected).account.get()
            run_due_jobs()

        (mail,) = mailoutbox
        assert mail.to == ["owner@alpha.test"]
        assert "must be reconnected" in mail.subject
        assert f"{settings.PUBLIC_URL}{PAGE}\n" in mail.body

    def test_oa_06_an_answer_without_a_refresh_token_is_final(self, kommo, access) -> None:
        """The one that was sent is spent all the same."""
        Connection.objects.update(access_expires_at=timezone.now())
        kommo.post("settings", {"refresh_token_in_answer": False})
        with pytest.raises(errors.GrantRefused):
            access.token()

        assert Connection.objects.get().status == "needs_reconnect"

    def test_oa_06_more_than_is_documented_is_accepted(self, kommo, access) -> None:
        Connection.objects.update(access_expires_at=timezone.now())
        access.token()

        (call,) = kommo.calls(TOKEN_CALL)
        assert "server_time" in call["response_body"]

    def test_oa_03_a_process_that_died_with_the_new_pair_costs_one_refusal_and_no_loop(
        self, kommo, access, connected
    ) -> None:
        """Kommo has answered, nothing was committed: what lies here is spent, and nobody can know it before asking."""
        oauth.exchange_refresh_token(
            base_url=connected.base_url,
            refresh_token=connected.refresh_token,
            registration=registration_of(connected.brand),
            within=5,
        )
        Connection.objects.update(access_expires_at=timezone.now())
        for _attempt in range(3):
            with pytest.raises(errors.GrantRefused):
                access.token()

        assert Connection.objects.get().status == "needs_reconnect"
        assert len(kommo.calls(TOKEN_CALL)) == 2

    def test_oa_03_the_new_pair_is_saved_before_it_is_used(self, kommo, access, connected) -> None:
        make_old(connected)
        kommo.fail("GET /api/v4/account", cut=True, times=3)
        with pytest.raises(errors.NoAnswer):
            kommo_of(connected).account.get()

        assert Connection.objects.get().access_token != connected.access_token
        assert kommo_of(connected).account.get().id == connected.account_id
        assert len(kommo.calls(TOKEN_CALL)) == 1

    def test_oa_17_tokens_are_asked_for_in_json(self, kommo, access, connected) -> None:
        """A form is refused there like an unknown client."""
        make_old(connected)
        access.token()
        (call,) = kommo.calls(TOKEN_CALL)
        form = requests.post(f"{kommo.url}/oauth2/access_token", data=json.loads(call["request_body"]), timeout=5)

        assert call["headers"]["Content-Type"] == "application/json"
        assert form.status_code == 401


class TestPassingFault:
    @pytest.mark.parametrize("how", [{"status": 500}, {"status": 429}, {"drop": True}, {"page": 200}, {"page": 403}])
    def test_oa_05_it_keeps_the_pair_and_waits(self, kommo, access, connected, how) -> None:
        Connection.objects.update(access_expires_at=timezone.now())
        kommo.fail(TOKEN_CALL, times=9, **how)
        for _attempt in range(3):
            with pytest.raises(errors.RateLimited):
                access.token()

        kept = Connection.objects.get()
        assert kept.status == "active"
        assert kept.refresh_token == connected.refresh_token
        assert len(kommo.calls(TOKEN_CALL)) == 1

    def test_while_the_old_token_lives_it_does_no_harm(self, kommo, access, connected) -> None:
        make_old(connected)
        kommo.fail(TOKEN_CALL, status=500)

        assert access.token() == connected.access_token

    def test_oa_03_a_lost_answer_is_noted_and_explains_the_refusal_that_follows(self, kommo, access, connected) -> None:
        Connection.objects.update(access_expires_at=timezone.now())
        kommo.fail(TOKEN_CALL, cut=True)
        with pytest.raises(errors.RateLimited):
            access.token()
        assert Connection.objects.get().refresh_unknown_at is not None

        Connection.objects.update(refresh_retry_at=None)
        with pytest.raises(errors.GrantRefused):
            access.token()
        assert Connection.objects.get().status_reason == "answer_lost"
        assert _turned_away(connected) == ["refresh_failed"]


def _turned_away(connection: Connection) -> list[str]:
    """The lines of the journal that say so."""
    return list(connection.journal.filter(kind__in=["refresh_failed", "revoked"]).values_list("kind", flat=True))
