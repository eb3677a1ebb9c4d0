import hmac
import secrets

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tenants.errors import Conflict
from tenants.models import InboundRoute, Tenant
from tenants.selectors import forget_kept, secret_hash


def inbound_route_create(
    *, kind: str, tenant: Tenant, external_account_id: int | None = None
) -> tuple[InboundRoute, str]:
    """A new address for an outside service to call, and its secret, which is kept as a hash only.

    Raises Conflict when another workspace holds the same outside account.
    """
    secret = secrets.token_urlsafe(32)
    try:
        with transaction.atomic():
            route = InboundRoute.objects.create(
                kind=kind,
                tenant=tenant,
                public_id=secrets.token_hex(8),
                secret_hash=secret_hash(secret),
                external_account_id=external_account_id,
            )
    except IntegrityError as error:
        raise Conflict(_("This account is connected to another workspace already."), code="account_taken") from error
    return route, secret


def inbound_route_rotate(*, route: InboundRoute) -> str:
    """A new secret for the same address; the one before stays good until the next rotation."""
    secret = secrets.token_urlsafe(32)
    route.previous_secret_hash = route.secret_hash
    route.secret_hash = secret_hash(secret)
    route.save(update_fields=["secret_hash", "previous_secret_hash", "updated_at"])
    forget_kept()
    return secret


def inbound_route_deactivate(*, route: InboundRoute) -> None:
    """Calls to this address are refused from now on, and its outside account is free for another workspace."""
    route.is_active = False
    route.save(update_fields=["is_active", "updated_at"])
    forget_kept()


def inbound_secret_matches(*, route: InboundRoute | None, secret: str) -> bool:
    """Compare in constant time; a route that does not exist costs as long as a wrong secret."""
    shown = secret_hash(secret)
    current = route.secret_hash if route else "0" * 64
    previous = (route.previous_secret_hash if route else "") or "1" * 64
    matches = hmac.compare_digest(shown, current) | hmac.compare_digest(shown, previous)
    return bool(route) and matches
