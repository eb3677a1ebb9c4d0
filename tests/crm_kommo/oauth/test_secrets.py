"""Tokens, codes and the webhook's secret: encrypted where they lie, and nowhere else to be seen."""

import io
import logging
import traceback

import pytest
from cryptography.fernet import InvalidToken
from django.conf import settings
from django.core.management import call_command
from django.db import connection as database
from django.test import Client
from django_tenants.utils import tenant_context
from structlog.stdlib import ProcessorFormatter

from crm_kommo.calls import client_of as kommo_of
from crm_kommo.client.errors import KommoError
from crm_kommo.models import Connection
from tenants.models import Job, Tenant, User
from tests.crm_kommo.oauth.steps import CALLBACK, PAGE, begin

API = "/manage/alpha/api/integrations/kommo"
DASHBOARD = "/manage/alpha/dashboard"


class TestSecretsAtRest:
    def test_the_database_holds_none_in_the_clear(self, kommo, connected) -> None:
        with database.cursor() as cursor:
            cursor.execute("SELECT row_to_json(crm_connections)::text FROM crm_connections")
            row = cursor.fetchone()[0]

        for secret in (connected.access_token, connected.refresh_token, connected.webhook_destination):
            assert secret
            assert secret not in row
        assert connected.webhook_destination.rpartition("/")[2] not in row

    def test_a_new_key_takes_over_and_the_old_one_can_go(self, connection, fernet_keys) -> None:
        old = settings.FERNET_KEYS
        fernet_keys("a-key-of-tomorrow", *old)
        assert Connection.objects.get().access_token == "access"

        call_command("rotate_keys")
        fernet_keys("a-key-of-tomorrow")

        assert Connection.objects.get().access_token == "access"

    def test_without_its_key_a_secret_is_not_given_out(self, connection, fernet_keys) -> None:
        fernet_keys("another-key")

        with pytest.raises(InvalidToken):
            Connection.objects.get()


def secrets_of(connection: Connection) -> list[str]:
    secret = connection.webhook_destination.rpartition("/")[2]
    return [connection.access_token, connection.refresh_token, secret, settings.KOMMO_CLIENT_SECRET]


class TestSecretsOutside:
    def test_oa_19_the_logs_hold_none(self, kommo, browser, connections, caplog) -> None:
        """From the consent over a hook to a refused renewal, as the lines are written."""
        caplog.set_level(logging.INFO)
        lines = io.StringIO()
        handler = logging.StreamHandler(lines)
        handler.setFormatter(ProcessorFormatter(processors=settings.LOGGING["formatters"]["json"]["processors"]))
        logging.getLogger().addHandler(handler)
        back = kommo.consent(state=begin(browser))
        try:
            browser.get(CALLBACK, back)
            (connection,) = connections()
            secrets = [*secrets_of(connection), back["code"], back["state"]]
            Client().post(connection.webhook_destination.removeprefix(settings.PUBLIC_URL), {"a": "b"})
            kommo.post("revoke")
            with tenant_context(Tenant.objects.get(slug="alpha")), pytest.raises(KommoError):
                kommo_of(connection).account.get()
            Client().get("/api/integrations/kommo/disconnected", {"account_id": "1", "signature": "0" * 64})
        finally:
            logging.getLogger().removeHandler(handler)

        written = lines.getvalue()
        assert "kommo_token_refresh" in written
        for secret in [*secrets, "0" * 64]:
            assert secret not in written

    @pytest.mark.parametrize("model", ["connection", "delivery", "syncrun"])
    def test_oa_19_the_admin_shows_none(self, connected, client_of, model) -> None:
        browser = client_of("viewer")
        User.objects.filter(pk=browser.session["_auth_user_id"]).update(is_staff=True, is_superuser=True)
        admin = f"/manage/alpha/admin/crm_kommo/{model}/"
        pages = browser.get(admin).content.decode()
        if model == "connection":
            pages += browser.get(f"{admin}{connected.pk}/change/").content.decode()

        for secret in secrets_of(connected):
            assert secret not in pages

    def test_oa_19_the_pages_and_the_api_show_none(self, connected, browser) -> None:
        shown = "".join(browser.get(path).content.decode() for path in (PAGE, f"{PAGE}/token", API, DASHBOARD))

        for secret in secrets_of(connected):
            assert secret not in shown

    def test_oa_19_errors_hold_none(self, kommo, connected) -> None:
        kommo.post("revoke")
        with pytest.raises(KommoError) as caught:
            kommo_of(connected).account.get()

        told = "".join(traceback.format_exception(caught.value))
        for secret in secrets_of(connected):
            assert secret not in told

    def test_oa_19_no_job_carries_one(self, connected) -> None:
        owed = str(list(Job.objects.values()))

        for secret in secrets_of(connected):
            assert secret not in owed


@pytest.fixture
def fernet_keys(settings):
    """`fernet_keys("new", "old")`: the keys of a process that starts now; a field keeps them for the process's life."""

    def use(*keys: str) -> None:
        settings.FERNET_KEYS = list(keys)
        for field in Connection._meta.get_fields():
            for name in ("keys", "fernet_keys", "fernet"):
                field.__dict__.pop(name, None)

    before = settings.FERNET_KEYS
    yield use
    use(*before)
