"""A stand-in Kommo to play with, and a workspace connected to it. tests/conftest.py offers these everywhere."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import redis
from django.conf import settings as django_settings
from django.db import connection as database
from django.utils import timezone

from crm_kommo import oauth, services
from crm_kommo.models import Connection
from kommo_standin.server import StandIn
from tenants.models import Membership, OAuthState, Tenant, User
from tenants.services import oauth_state_consume, oauth_state_create
from tests.play import Play

SESSION = "a-browser"


@pytest.fixture(scope="session")
def standin() -> Iterator[StandIn]:
    with StandIn(port=0) as running:
        yield running


@pytest.fixture
def kommo(standin: StandIn, settings) -> Play:
    """The stand-in as it is on its first day, reachable, and without its limit on calls."""
    play = Play(standin.url)
    play.post("reset")
    # Every test looks at its own calls only, and reads them faster without those of thousands before it.
    standin.kommo.log.clear()
    play.post("settings", {"rate_limit": 10_000, "account_rate_limit": 10_000, "webhook_retries": False})
    play.post(
        "integrations",
        {
            "client_id": django_settings.KOMMO_CLIENT_ID,
            "client_secret": django_settings.KOMMO_CLIENT_SECRET,
            "redirect_uri": oauth.redirect_uri(),
            "name": "Leadwright",
        },
    )
    settings.OUTSIDE_ALLOWED = [*settings.OUTSIDE_ALLOWED, play.host]
    settings.KOMMO_OAUTH_URL = f"{play.url}/oauth"
    _forget_pauses()
    play.forget_calls()
    return play


def _forget_pauses() -> None:
    with redis.Redis.from_url(django_settings.REDIS_URL) as client:
        for key in client.scan_iter("kommo:*"):
            client.delete(key)


@pytest.fixture
def owner(tenant: Tenant) -> User:
    return Membership.objects.filter(tenant=tenant, role="owner").get().user


@pytest.fixture
def consent(tenant: Tenant) -> Callable[..., OAuthState]:
    """`consent()`: the state of an owner's consent that came back, in alpha unless said otherwise."""

    def make(*, in_tenant: Tenant = tenant) -> OAuthState:
        asking = Membership.objects.get(tenant=in_tenant, role="owner").user
        state = oauth_state_create(tenant=in_tenant, user=asking, session_key=SESSION, purpose="kommo")
        return oauth_state_consume(state=state, session_key=SESSION)

    return make


@pytest.fixture
def connected(kommo: Play, consent: Callable[..., OAuthState], tenant: Tenant) -> Connection:
    """Alpha, connected to the account "shop" by a consent."""
    back = kommo.consent(state="irrelevant")
    connection = services.oauth_finish(code=back["code"], referer=back["referer"], state_row=consent())
    database.set_tenant(tenant)
    return connection


@pytest.fixture
def connection(tenant: Tenant) -> Connection:
    """A connection that nobody answers at: for what does not call Kommo."""
    return Connection.objects.create(
        account_id=31000001,
        account_name="Sever",
        base_url="https://sever.kommo.com",
        public_id="0" * 16,
        connected_at=timezone.now(),
        access_token="access",
        refresh_token="refresh",
        access_expires_at=timezone.now() + timedelta(hours=1),
    )
