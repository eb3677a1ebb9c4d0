"""Two workspaces, made once; each test runs in a transaction that is rolled back, with the first one's schema set."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection as database
from django.test import Client
from django.urls import set_urlconf

from config.translations import translations_compile
from kommo_standin.server import StandIn
from tenants import selectors
from tenants.models import Job, Membership, Tenant, User
from tenants.services import workspace_create, workspace_provision
from tests.stack import Stack

# Fixtures for all tests: the stand-in, a conversation there, the fields of a card.
pytest_plugins = ["tests.kommo_fixtures", "tests.automation.fixtures", "tests.automation.entering"]

CHROMIUM = [Path("/usr/bin/chromium"), Path("/usr/bin/chromium-browser"), Path("/usr/bin/google-chrome")]


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> None:
    translations_compile(settings.LOCALE_PATHS)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker) -> None:
    with django_db_blocker.unblock():
        for name in ("Alpha", "Beta"):
            owner = User.objects.create_user(f"owner@{name.lower()}.test", "a-long-password")
            tenant = workspace_create(name=name, owner=owner, language="en")
            workspace_provision(tenant_id=tenant.pk)
        Job.objects.all().delete()


@pytest.fixture(autouse=True)
def _fresh_memory() -> Iterator[None]:
    """What a process remembers for a few seconds must not outlive a rolled-back test."""
    selectors.forget_kept()
    yield
    database.set_schema_to_public()


@pytest.fixture
def tenant(db: None) -> Tenant:
    """The workspace alpha, its schema set."""
    found = Tenant.objects.get(slug="alpha")
    database.set_tenant(found)
    return found


@pytest.fixture
def other_tenant(db: None) -> Tenant:
    """The workspace beta; its schema is not set."""
    return Tenant.objects.get(slug="beta")


@pytest.fixture
def member(tenant: Tenant) -> Callable[[str], User]:
    """`member("builder")`: a person with that role in alpha."""

    def make(role: str) -> User:
        if role == "owner":
            return User.objects.get(email="owner@alpha.test")
        user = User.objects.create_user(f"{role}@alpha.test", "a-long-password", language="en")
        Membership.objects.create(tenant=tenant, user=user, role=role)
        return user

    return make


class WorkspaceClient(Client):
    """A browser whose requests leave the test in the schema it was in; the middleware leaves it in public."""

    def request(self, **request: object) -> object:
        before = database.tenant
        try:
            return super().request(**request)
        finally:
            database.set_tenant(before)


@pytest.fixture
def client_of(member: Callable[[str], User]) -> Callable[[str], Client]:
    """`client_of("viewer")`: a browser in which such a member of alpha is logged in."""

    def make(role: str) -> Client:
        client = WorkspaceClient()
        client.force_login(member(role), backend=settings.AUTHENTICATION_BACKENDS[0])
        return client

    return make


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Heavy runs only when asked for; browser tests only where there is a browser, and it is said when not."""
    asked = config.getoption("-m")
    chromium = next((path for path in CHROMIUM if path.exists()), None)
    for item in items:
        if "heavy" in item.keywords and "heavy" not in asked:
            item.add_marker(pytest.mark.skip(reason="heavy: run by `make test-heavy`"))
        if "browser" in item.keywords:
            # They wait five seconds for what shall appear.
            item.add_marker(pytest.mark.alone)
            # Not every machine of a developer has one; .ci/run installs it.
            if chromium is None:
                item.add_marker(pytest.mark.skip(reason="browser: no Chromium found"))


@pytest.fixture
def workspace_addresses() -> Iterator[None]:
    """reverse() as it is inside a workspace."""
    set_urlconf(settings.TENANT_URLCONF)
    yield
    set_urlconf(None)


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """The whole product running, with its demo; made once, when the first test asks for it."""
    with StandIn(port=0) as its_kommo:
        running = Stack(folder=tmp_path_factory.mktemp("stack"), kommo=its_kommo, database="stack")
        try:
            running.start()
            yield running
        finally:
            running.stop()
