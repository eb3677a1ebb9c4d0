"""Tokens, codes and the webhook's secret: encrypted where they lie, and nowhere else to be seen."""

import pytest
from cryptography.fernet import InvalidToken
from django.conf import settings
from django.core.management import call_command
from django.db import connection as database

from crm_kommo.models import Connection


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
