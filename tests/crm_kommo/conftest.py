"""Clients: of the stand-in, and of a server that answers what a test puts into it."""

import uuid
from collections.abc import Iterator

import pytest
from django.conf import settings

from crm_kommo.calls import client_of
from crm_kommo.client.kommo import KommoClient
from crm_kommo.client.limiter import Limiter
from crm_kommo.models import Connection
from tests.crm_kommo.fake_kommo import FakeServer, Tokens
from tests.crm_kommo.many_clients import OneToken
from tests.crm_kommo.syncs import sync
from tests.play import Play


@pytest.fixture
def server() -> Iterator[FakeServer]:
    fake = FakeServer()
    yield fake
    fake.stop()


@pytest.fixture
def tokens() -> Tokens:
    return Tokens()


@pytest.fixture
def limiter() -> Limiter:
    """Of an address of its own, so that a block stays within its test."""
    return Limiter(per_second=500, redis_url=settings.REDIS_URL, egress=str(uuid.uuid4()))


@pytest.fixture
def api(kommo: Play) -> KommoClient:
    """The client, with a token that lasts, at the account "shop" of the stand-in."""
    token = kommo.post("token", {"account": "shop"})["access_token"]
    return KommoClient(base_url=kommo.url, access=OneToken(token))


@pytest.fixture
def shop(kommo: Play, connected: Connection) -> KommoClient:
    """The connected account, its set-up synced."""
    sync("all")
    kommo.forget_calls()
    return client_of(connected)
