"""Clients that need no connection in the database."""

from typing import Any

from django.conf import settings

from crm_kommo.client.kommo import KommoClient
from crm_kommo.client.limiter import Limiter
from tests.crm_kommo.many_clients import OneToken
from tests.play import Play


def client_at(play: Play, **grant: Any) -> KommoClient:
    """`grant`: account, user_id, scopes of the token."""
    return client_with(play.url, token=play.post("token", grant)["access_token"])


def client_with(url: str, *, token: str) -> KommoClient:
    limiter = Limiter(per_second=1_000, redis_url=settings.REDIS_URL)
    return KommoClient(base_url=url, access=OneToken(token), limiter=limiter)
