"""Clients ready to call."""

from crm_kommo.access import ConnectionAccess
from crm_kommo.client import errors
from crm_kommo.client.kommo import KommoClient
from crm_kommo.client.limiter import Lane
from crm_kommo.models import Connection


def client_of(connection: Connection, *, lane: Lane = Lane.LIVE) -> KommoClient:
    """`lane`: Lane.BACKGROUND for work that nobody waits for, so that it leaves room for what somebody does."""
    access = ConnectionAccess(connection_id=connection.pk, base_url=connection.base_url)
    return KommoClient(base_url=connection.base_url, access=access, lane=lane)


def client_with_token(*, base_url: str, token: str) -> KommoClient:
    """For the moment between a consent and its connection."""
    return KommoClient(base_url=base_url, access=FixedAccess(token), is_trial=True)


class FixedAccess:
    """The client's `Access` for a token that cannot be renewed."""

    base_url = ""

    def __init__(self, token: str) -> None:
        self._token = token

    def token(self, *, within: float) -> str:
        return self._token

    def renewed(self, *, refused: str, within: float) -> str:
        raise errors.Unauthorized("The token was refused.", status=401)

    def located(self, *, within: float) -> bool:
        return False

    def observe(self, failure: errors.KommoError | None, *, method: str, path: str) -> None:
        """There is nobody to tell: the caller sees the failure."""
