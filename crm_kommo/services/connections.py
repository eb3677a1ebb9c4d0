"""Connecting a workspace to a Kommo account, and letting go of it."""

import structlog
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tenants.utils import tenant_context

from crm_kommo import oauth
from crm_kommo.access import keep_grant
from crm_kommo.calls import client_of, client_with_token
from crm_kommo.client import errors
from crm_kommo.client.resources.account import Account
from crm_kommo.failures import read_failure
from crm_kommo.models import Connection, SyncRun
from crm_kommo.models.failure import Failure
from crm_kommo.selectors import connection_current
from crm_kommo.services.chat_ways import widget_door_close
from crm_kommo.services.sync_runs import sync_start
from crm_kommo.subscription import ensure_subscription
from tenants.errors import Conflict, InvalidInput, Unavailable
from tenants.models import InboundRoute, OAuthState, Tenant, User
from tenants.services import (
    inbound_route_create,
    inbound_route_deactivate,
    inbound_route_rotate,
    oauth_state_create,
)

log = structlog.get_logger(__name__)

PURPOSE = "kommo"
WEBHOOK_PATH = "/api/crm/webhook"


def oauth_start(*, tenant: Tenant, user: User, session_key: str) -> str:
    """Where the browser goes for the consent. Raises Unavailable when this platform has no integration at Kommo."""
    if not (settings.KOMMO_CLIENT_ID and settings.KOMMO_CLIENT_SECRET):
        raise Unavailable(_("This installation has no Kommo integration set up yet."), code="not_configured")
    state = oauth_state_create(tenant=tenant, user=user, session_key=session_key, purpose=PURPOSE)
    return oauth.authorize_url(state=state)


def oauth_finish(*, code: str, referer: str, state_row: OAuthState) -> Connection:
    """Exchange the code, keep the grant, subscribe our webhook and begin the first sync.

    Raises InvalidInput (referer, code), Conflict (the account is in another workspace; this workspace has another
    account), Unavailable (Kommo could not be asked).
    """
    base_url = oauth.account_base_url(referer)
    if not code:
        raise InvalidInput(_("Kommo sent no code. Start again."), field="code")
    try:
        grant = oauth.exchange_code(base_url=base_url, code=code)
        account = client_with_token(base_url=base_url, token=grant.access_token).account.get()
    except errors.GrantRefused as error:
        message = _("Kommo refused the code: it was used already, or is older than 20 minutes. Start again.")
        raise InvalidInput(message, field="code", extra={"detail": error.detail}) from error
    except errors.KommoError as error:
        raise read_failure(error) from error

    with tenant_context(state_row.tenant):
        connection = _keep(account, grant, base_url=base_url, state=state_row)
        ensure_subscription(client_of(connection), connection)
        sync_start(what=SyncRun.What.ALL, user=state_row.user)
    return connection


def connection_disconnect(*, connection: Connection) -> Connection:
    """End our webhook at Kommo, then forget the grant; done also when Kommo cannot be reached."""
    if connection.is_usable and connection.webhook_destination:
        try:
            client_of(connection).webhooks.unsubscribe(destination=connection.webhook_destination)
        except errors.KommoError as error:
            # Hooks that still come find no route here and are answered with 404, after which Kommo disables them.
            log.warning("kommo_unsubscribe_failed", connection_id=connection.pk, error=type(error).__name__)
    with transaction.atomic():
        connection = Connection.objects.select_for_update(no_key=True).get(pk=connection.pk)
        for route in InboundRoute.objects.filter(kind=PURPOSE, public_id=connection.public_id, is_active=True):
            inbound_route_deactivate(route=route)
        widget_door_close(connection=connection)
        connection.status = Connection.Status.DISCONNECTED
        connection.status_reason = connection.status_detail = ""
        connection.access_token = connection.refresh_token = None
        connection.access_expires_at = connection.refresh_issued_at = None
        connection.webhook_id = connection.webhook_destination = None
        connection.webhook_state, connection.webhook_error = Connection.WebhookState.NONE, ""
        connection.save()
        connection.sync_runs.filter(state__in=SyncRun.OPEN).update(
            state=SyncRun.State.FAILED, error=Failure.NOT_CONNECTED, finished_at=timezone.now()
        )
    return connection


@transaction.atomic
def _keep(account: Account, grant: oauth.Grant, *, base_url: str, state: OAuthState) -> Connection:
    other = connection_current()
    if other and other.account_id != account.id:
        message = _("This workspace is connected to %(account)s. Disconnect it first.") % {"account": other}
        raise Conflict(message, code="other_account")
    route, secret = _route(account, tenant=state.tenant)

    Connection.objects.exclude(account_id=account.id).update(is_current=False)
    connection = Connection.objects.select_for_update(no_key=True).filter(account_id=account.id).first()
    connection = connection or Connection(account_id=account.id)
    connection.is_current = True
    connection.status = Connection.Status.ACTIVE
    connection.status_reason = connection.status_detail = ""
    connection.public_id = route.public_id
    connection.webhook_destination = f"{settings.PUBLIC_URL}{WEBHOOK_PATH}/{route.public_id}/{secret}"
    connection.account_name = account.name[:255]
    connection.subdomain = account.subdomain[:255]
    connection.time_zone = account.time_zone[:64]
    connection.base_url = base_url
    connection.connected_by_id = state.user.pk
    connection.connected_at = timezone.now()
    keep_grant(connection, grant)
    connection.save()
    return connection


def _route(account: Account, *, tenant: Tenant) -> tuple[InboundRoute, str]:
    """The address of our webhook with a fresh secret. Raises Conflict when another workspace holds the account."""
    route = InboundRoute.objects.filter(
        kind=PURPOSE, tenant=tenant, external_account_id=account.id, is_active=True
    ).first()
    if route is None:
        return inbound_route_create(kind=PURPOSE, tenant=tenant, external_account_id=account.id)
    return route, inbound_route_rotate(route=route)
