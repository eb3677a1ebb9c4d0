from collections.abc import Callable

import pytest
from django.test import Client
from django_tenants.utils import tenant_context

from crm_kommo.access import ConnectionAccess
from crm_kommo.models import Connection


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
