"""The connection, and how it was consented to."""

from crm_kommo.models import Connection
from crm_kommo.models.failure import Failure
from tenants.models import InboundRoute, OAuthState, Tenant
from tenants.selectors import keep_briefly, secret_hash


def connection_latest() -> Connection | None:
    """The connection of this workspace, also when it was disconnected: what was mirrored stays readable."""
    return Connection.objects.filter(is_current=True).first()


def connection_current() -> Connection | None:
    """The connection while there is one; it may need to be reconnected (`is_usable`)."""
    return Connection.objects.filter(is_current=True).exclude(status=Connection.Status.DISCONNECTED).first()


def connection_trouble(tenant: Tenant) -> str:
    """Why a person must reconnect (a code of Failure), "" when nobody must. For every page: a query in a while."""

    def read() -> str:
        connection = connection_current()
        broken = connection is not None and connection.status == Connection.Status.NEEDS_RECONNECT
        return (connection.status_reason or Failure.REVOKED) if broken else ""

    return keep_briefly("kommo-trouble", tenant.pk, read)


def connection_by_consent(account_id: int) -> Connection | None:
    """The connection to this account, while it stands on a grant of our integration."""
    by_consent = Connection.objects.filter(account_id=account_id, kind=Connection.Kind.OAUTH)
    return by_consent.exclude(status=Connection.Status.DISCONNECTED).first()


def route_of_account(account_id: int) -> InboundRoute | None:
    """Which workspace holds this account of Kommo."""
    routes = InboundRoute.objects.select_related("tenant")
    return routes.filter(kind="kommo", external_account_id=account_id, is_active=True).first()


def consent_used(*, state: str, session_key: str) -> OAuthState | None:
    """The consent of this browser that was finished already."""
    return (
        OAuthState.objects.select_related("tenant")
        .filter(state_hash=secret_hash(state), session_hash=secret_hash(session_key), used_at__isnull=False)
        .first()
    )
