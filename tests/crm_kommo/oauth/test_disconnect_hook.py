"""Kommo tells that our access was ended there, by a signed GET."""

import hmac
import time
from hashlib import sha256
from urllib.parse import urlsplit

import pytest
from django.conf import settings

from crm_kommo import oauth
from crm_kommo.models import Connection
from tenants.models import InboundRoute, Job
from tests.conftest import WorkspaceClient
from tests.crm_kommo.oauth.steps import PAGE
from tests.jobs import run_due_jobs
from tests.play import Play

HOOK = "/api/integrations/kommo/disconnected"
ACCOUNT = 31000001


def signed(account_id: object = ACCOUNT, *, name: str = "client_uuid", secret: str = "") -> dict[str, str]:
    client_id, key = settings.KOMMO_CLIENT_ID, secret or settings.KOMMO_CLIENT_SECRET
    signature = hmac.new(key.encode(), f"{client_id}|{account_id}".encode(), sha256).hexdigest()
    return {"account_id": str(account_id), name: client_id, "signature": signature}


def as_kommo_sends_it(kommo: Play) -> str:
    """Path and query of the hook that the stand-in sends when access is withdrawn there."""
    kommo.post(
        "integrations",
        {
            "client_id": settings.KOMMO_CLIENT_ID,
            "client_secret": settings.KOMMO_CLIENT_SECRET,
            "redirect_uri": oauth.redirect_uri(),
            "disconnect_url": f"http://127.0.0.1:9{HOOK}",
        },
    )
    kommo.post("revoke")
    for _attempt in range(50):
        sent = [entry["path"] for entry in kommo.get("log")["entries"] if HOOK in entry["path"]]
        if sent:
            return urlsplit(sent[-1])._replace(scheme="", netloc="").geturl()
        time.sleep(0.1)
    raise AssertionError("the stand-in sent no hook")


class TestWithdrawn:
    def test_it_ends_the_connection(self, kommo, connected) -> None:
        assert WorkspaceClient().get(as_kommo_sends_it(kommo)).status_code == 204
        run_due_jobs()

        ended = Connection.objects.get()
        assert (ended.status, ended.status_reason) == ("disconnected", "withdrawn")
        assert (ended.access_token, ended.refresh_token, ended.webhook_destination) == (None, None, None)
        assert not InboundRoute.objects.filter(is_active=True).exists()
        assert not Job.objects.filter(kind__in=["kommo.refresh", "kommo.webhook_watch"]).exists()

    def test_the_owners_are_told_once(self, kommo, connected, mailoutbox) -> None:
        kommo.post("revoke")
        for _time in range(2):
            assert WorkspaceClient().get(HOOK, signed()).status_code == 204
            run_due_jobs()

        (mail,) = mailoutbox
        assert mail.to == ["owner@alpha.test"]
        assert "was disconnected in Kommo" in mail.subject

    def test_the_page_says_what_happened(self, kommo, connected, browser) -> None:
        kommo.post("revoke")
        WorkspaceClient().get(HOOK, signed())
        run_due_jobs()
        page = browser.get(PAGE).content.decode()

        assert "switched off in Kommo" in page
        assert "Connect again" in page

    def test_the_other_name_of_the_parameter_is_understood(self, kommo, connected) -> None:
        kommo.post("revoke")
        assert WorkspaceClient().get(HOOK, signed(name="client_id")).status_code == 204
        run_due_jobs()
        assert Connection.objects.get().status == "disconnected"


class TestNotBelieved:
    def test_one_that_is_played_again_while_access_is_good_ends_nothing(self, connected, mailoutbox) -> None:
        assert WorkspaceClient().get(HOOK, signed()).status_code == 204
        run_due_jobs()

        assert Connection.objects.get().status == "active"
        assert mailoutbox == []

    def test_while_kommo_is_away_nothing_ends_and_the_question_stays(self, kommo, connected) -> None:
        run_due_jobs()
        kommo.fail("/api/v4/account", times=50, status=503)
        WorkspaceClient().get(HOOK, signed())
        run_due_jobs()

        assert Connection.objects.get().status == "active"
        assert Job.objects.filter(kind="kommo.withdrawn").exists()


class TestRefused:
    @pytest.mark.parametrize(
        "query",
        [
            {},
            signed() | {"signature": "0" * 64},
            signed() | {"signature": "ü"},
            signed(secret="another-secret"),
            signed() | {"account_id": "31000002"},
            signed() | {"client_uuid": "99999999-2222-4333-8444-555555555555"},
        ],
    )
    def test_what_is_not_signed_by_our_secret_changes_nothing(self, connected, query) -> None:
        assert WorkspaceClient().get(HOOK, query).status_code == 403
        assert Connection.objects.get().status == "active"

    def test_it_is_a_get(self, connected) -> None:
        assert WorkspaceClient().post(HOOK, signed()).status_code == 405

    @pytest.mark.parametrize("account_id", [404, "x", "9" * 40, ""])
    def test_an_account_of_nobody_is_answered_with_nothing(self, connected, account_id) -> None:
        answer = WorkspaceClient().get(HOOK, signed(account_id))

        assert (answer.status_code, answer.content) == (204, b"")
        assert Connection.objects.get().status == "active"

    def test_a_connection_by_token_is_not_our_integrations(self, connected) -> None:
        Connection.objects.update(kind="long_lived")
        WorkspaceClient().get(HOOK, signed())

        assert not Job.objects.filter(kind="kommo.withdrawn").exists()
        assert Connection.objects.get().status == "active"
