"""Connecting a workspace to a Kommo account, by a consent or by a long-lived token."""

from collections.abc import Callable

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tenants.utils import tenant_context

from crm_kommo import oauth
from crm_kommo.calls import client_of, client_with_token
from crm_kommo.client import errors
from crm_kommo.client.resources.account import Account
from crm_kommo.failures import read_failure
from crm_kommo.journal import journal_add
from crm_kommo.long_lived import account_address, clean_token, keep_token
from crm_kommo.models import Connection, ConnectionEvent, SyncRun
from crm_kommo.registrations import registration_for, registration_of
from crm_kommo.renewal import keep_grant
from crm_kommo.selectors import connection_current
from crm_kommo.services.reconcile import reconcile_next, reconcile_owe
from crm_kommo.services.sync_runs import sync_start
from crm_kommo.subscription import ensure_subscription
from crm_kommo.upkeep import upkeep_begin
from tenants.errors import Conflict, InvalidInput, Unavailable
from tenants.models import InboundRoute, OAuthState, Tenant, User
from tenants.selectors import forget_kept
from tenants.services import inbound_route_create, inbound_route_rotate, oauth_state_create

ROUTE_KIND = "kommo"
WEBHOOK_PATH = "/api/crm/webhook"


def oauth_start(*, tenant: Tenant, user: User, session_key: str, brand: str = Connection.Brand.KOMMO) -> str:
    """Where the browser goes for the consent.

    Raises InvalidInput (brand), Unavailable when this platform has no integration at this brand.
    """
    if brand not in Connection.Brand.values:
        raise InvalidInput(_("There is no such brand of Kommo."), field="brand")
    registration = registration_of(brand)
    if not registration.is_complete:
        raise Unavailable(_("This installation has no Kommo integration set up yet."), code="not_configured")
    state = oauth_state_create(tenant=tenant, user=user, session_key=session_key, purpose=brand)
    return oauth.authorize_url(registration=registration, state=state)


def oauth_finish(*, code: str, referer: str, state_row: OAuthState) -> Connection:
    """Exchange the code, keep the grant, subscribe our webhook and begin the first sync.

    Raises InvalidInput (referer, code), Conflict (the account is in another workspace; this workspace has another
    account), Unavailable (Kommo could not be asked).
    """
    base_url = oauth.account_base_url(referer)
    if not code:
        raise InvalidInput(_("Kommo sent no code. Start again."), field="code")
    registration = registration_for(base_url=base_url, begun_with=state_row.purpose)
    try:
        grant = oauth.exchange_code(base_url=base_url, code=code, registration=registration)
        account = client_with_token(base_url=base_url, token=grant.access_token).account.get()
    except errors.GrantRefused as error:
        message = _("Kommo refused the code: it was used already, or is older than 20 minutes. Start again.")
        raise InvalidInput(message, field="code", extra={"detail": error.detail}) from error
    except errors.KommoError as error:
        raise read_failure(error) from error

    def keep(connection: Connection) -> None:
        connection.kind, connection.brand = Connection.Kind.OAUTH, registration.brand
        keep_grant(connection, grant)

    return _connect(account, keep, base_url=base_url, tenant=state_row.tenant, user=state_row.user)


def token_connect(*, tenant: Tenant, user: User, address: str, token: str) -> Connection:
    """Connect by a long-lived token that an administrator made in Kommo; it is never renewed.

    Raises InvalidInput (address, token), Conflict and Unavailable like a consent.
    """
    base_url, token = account_address(address), clean_token(token)
    try:
        account = client_with_token(base_url=base_url, token=token).account.get()
    except errors.Unauthorized as error:
        message = _("Kommo does not accept this token for this account. Copy it again, whole, or make a new one.")
        raise InvalidInput(message, field="token", extra={"detail": error.detail}) from error
    except (errors.NotFound, errors.Elsewhere) as error:
        raise InvalidInput(_("There is no Kommo account at this address."), field="address") from error
    except errors.KommoError as error:
        raise read_failure(error) from error

    def keep(connection: Connection) -> None:
        keep_token(connection, token, base_url=base_url)

    return _connect(account, keep, base_url=base_url, tenant=tenant, user=user)


def _connect(
    account: Account, keep: Callable[[Connection], None], *, base_url: str, tenant: Tenant, user: User
) -> Connection:
    """The connection with what `keep` puts on it, its webhook subscribed and its first sync owed."""
    with tenant_context(tenant):
        connection = _keep(account, keep, base_url=base_url, tenant=tenant, user=user)
        forget_kept()
        ensure_subscription(client_of(connection), connection)
        sync_start(what=SyncRun.What.ALL, user=user, trigger=SyncRun.Trigger.CONNECT)
        # An account that comes back has been silent for a while; a new one has nothing that could have been missed.
        reconcile_owe(connection=connection, due_at=None if connection.reconciled_at else reconcile_next())
    return connection


@transaction.atomic
def _keep(
    account: Account, keep: Callable[[Connection], None], *, base_url: str, tenant: Tenant, user: User
) -> Connection:
    other = connection_current()
    if other and other.account_id != account.id:
        message = _("This workspace is connected to %(account)s. Disconnect it first.") % {"account": other}
        raise Conflict(message, code="other_account")
    route, secret = _route(account, tenant=tenant)

    Connection.objects.exclude(account_id=account.id).update(is_current=False)
    connection = Connection.objects.select_for_update(no_key=True).filter(account_id=account.id).first()
    connection = connection or Connection(account_id=account.id)
    connection.is_current = True
    connection.status = Connection.Status.ACTIVE
    connection.status_reason = connection.status_detail = ""
    connection.missing_scope_at = None
    connection.public_id = route.public_id
    connection.webhook_destination = f"{settings.PUBLIC_URL}{WEBHOOK_PATH}/{route.public_id}/{secret}"
    connection.account_name = account.name[:255]
    connection.subdomain = account.subdomain[:255]
    connection.time_zone = account.time_zone[:64]
    connection.base_url = base_url
    connection.connected_by_id = user.pk
    connection.connected_at = timezone.now()
    keep(connection)
    connection.save()
    upkeep_begin(connection)
    journal_add(connection_id=connection.pk, kind=ConnectionEvent.Kind.CONNECTED, by_id=user.pk)
    return connection


def _route(account: Account, *, tenant: Tenant) -> tuple[InboundRoute, str]:
    """The address of our webhook with a fresh secret. Raises Conflict when another workspace holds the account."""
    route = InboundRoute.objects.filter(
        kind=ROUTE_KIND, tenant=tenant, external_account_id=account.id, is_active=True
    ).first()
    if route is None:
        return inbound_route_create(kind=ROUTE_KIND, tenant=tenant, external_account_id=account.id)
    return route, inbound_route_rotate(route=route)
