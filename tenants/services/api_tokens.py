import secrets
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from tenants.models import ApiToken, Tenant, User
from tenants.selectors import secret_hash

# The prefix lets people and secret scanners recognise a token of ours.
PREFIX = "lw_"
TOUCH_EVERY = timedelta(minutes=1)


def api_token_create(
    *, tenant: Tenant, name: str, scope: str, created_by: User, expires_at: datetime | None = None
) -> tuple[ApiToken, str]:
    """A new token and its secret, which is not kept and cannot be shown again."""
    secret = PREFIX + secrets.token_urlsafe(32)
    scopes = [ApiToken.Scope.READ] if scope == ApiToken.Scope.READ else [ApiToken.Scope.READ, ApiToken.Scope.WRITE]
    token = ApiToken.objects.create(
        tenant=tenant,
        name=name,
        token_hash=secret_hash(secret),
        hint=secret[-4:],
        scopes=scopes,
        created_by=created_by,
        expires_at=expires_at,
    )
    return token, secret


def api_token_revoke(*, tenant: Tenant, token_id: int) -> None:
    """The token stops working with the next request."""
    ApiToken.objects.filter(tenant=tenant, pk=token_id, revoked_at=None).update(revoked_at=timezone.now())


def api_token_touch(*, token: ApiToken) -> None:
    """Note that the token was used; at most once a minute, so that reading the API does not write."""
    now = timezone.now()
    ApiToken.objects.filter(Q(last_used_at=None) | Q(last_used_at__lt=now - TOUCH_EVERY), pk=token.pk).update(
        last_used_at=now
    )
