from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django_tenants.utils import tenant_context

from crm_kommo.access import ConnectionAccess
from crm_kommo.models import Connection
from tenants.dev_mail import KeptMail, kept_mails


@pytest.fixture
def browser(client_of) -> Client:
    return client_of("admin")


@pytest.fixture
def connections(tenant) -> Callable[[], list[Connection]]:
    def read() -> list[Connection]:
        with tenant_context(tenant):
            return list(Connection.objects.all())

    return read


@pytest.fixture
def access(kommo, connected) -> ConnectionAccess:
    kommo.forget_calls()
    return ConnectionAccess(connection_id=connected.pk)


@pytest.fixture
def mails(settings, tmp_path) -> Iterator[Callable[[], list[KeptMail]]]:
    """What was sent by mail in this test, newest first."""
    settings.DEV_MAIL_DIR = Path(tmp_path) / "mail"
    assert django_settings.DEV_MAIL_DIR == settings.DEV_MAIL_DIR
    return kept_mails
