"""Reads of the public schema. What every request asks is kept in the process for a few seconds."""

import hashlib
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from tenants.models import ApiToken, InboundRoute, Invitation, Job, Membership, Role, Tenant, User

CACHE_SECONDS = 10.0


@dataclass
class _Kept:
    value: Any
    until: float


_kept: dict[tuple[str, Any], _Kept] = {}


def keep_briefly(kind: str, key: Any, read: Callable[[], Any]) -> Any:
    """Read once every few seconds and process. None is not kept, so that a new row is seen at once."""
    found = _kept.get((kind, key))
    if found and found.until > time.monotonic():
        return found.value
    value = read()
    if value is not None:
        _kept[(kind, key)] = _Kept(value, time.monotonic() + CACHE_SECONDS)
    return value


def forget_kept() -> None:
    """Empty this process's memory; other processes forget within CACHE_SECONDS."""
    _kept.clear()


def secret_hash(secret: str) -> str:
    """How a random secret of ours is kept: it has 256 bits, so that one round of SHA-256 is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


def tenant_by_id(tenant_id: int) -> Tenant:
    """Raises Tenant.DoesNotExist."""
    return keep_briefly("id", tenant_id, lambda: Tenant.objects.get(pk=tenant_id))


def tenant_by_slug(slug: str) -> Tenant | None:
    return keep_briefly("slug", slug, lambda: Tenant.objects.filter(slug=slug).first())


def membership_of(*, user: User, tenant: Tenant) -> Membership | None:
    """Read each time: a role that was taken away is gone with the next click."""
    return Membership.objects.select_related("user").filter(user=user, tenant=tenant, user__is_active=True).first()


def memberships_of(user: User) -> QuerySet[Membership]:
    return Membership.objects.select_related("tenant").filter(user=user).order_by("tenant__name")


def members_of(tenant: Tenant) -> QuerySet[Membership]:
    return Membership.objects.select_related("user").filter(tenant=tenant).order_by("user__email")


def invitations_open(tenant: Tenant) -> QuerySet[Invitation]:
    return Invitation.objects.filter(tenant=tenant, accepted_at=None, expires_at__gt=timezone.now()).order_by("email")


def invitation_by_token(token: str) -> Invitation | None:
    """The open invitation this link belongs to, while who sent it may still give that role."""
    invitation = (
        Invitation.objects.select_related("tenant", "invited_by")
        .filter(token_hash=secret_hash(token), accepted_at=None, expires_at__gt=timezone.now())
        .first()
    )
    if invitation is None or invitation.invited_by is None:
        return None
    inviter = membership_of(user=invitation.invited_by, tenant=invitation.tenant)
    may_invite = inviter is not None and Role(inviter.role).includes(Role.ADMIN)
    return invitation if may_invite and Role(inviter.role).includes(Role(invitation.role)) else None


def api_tokens_of(tenant: Tenant) -> QuerySet[ApiToken]:
    return ApiToken.objects.select_related("created_by").filter(tenant=tenant, revoked_at=None).order_by("-created_at")


def api_token_find(secret: str) -> ApiToken | None:
    """The token that a caller shows, while it is good: not revoked, not expired, its maker still a member."""
    token = (
        ApiToken.objects.select_related("tenant", "created_by")
        .filter(token_hash=secret_hash(secret), revoked_at=None, created_by__is_active=True)
        .first()
    )
    if token is None or (token.expires_at and token.expires_at <= timezone.now()):
        return None
    return token


def inbound_route_find(*, kind: str, public_id: str) -> InboundRoute | None:
    """The route at this public id; the caller compares the secret (tenants.services.inbound_secret_matches)."""

    def read() -> InboundRoute | None:
        return (
            InboundRoute.objects.select_related("tenant").filter(kind=kind, public_id=public_id, is_active=True).first()
        )

    return keep_briefly(f"route:{kind}", public_id, read)


def jobs_owed(tenant: Tenant) -> dict[str, int]:
    """How many jobs of a workspace are due now, wait for their time, are being done, and could not be done."""
    now = timezone.now()
    waiting = Q(state=Job.State.WAITING)
    return Job.objects.filter(tenant=tenant).aggregate(
        due=Count("pk", filter=waiting & Q(due_at__lte=now)),
        later=Count("pk", filter=waiting & Q(due_at__gt=now)),
        running=Count("pk", filter=Q(state__in=[Job.State.CLAIMED, Job.State.RUNNING])),
        dead=Count("pk", filter=Q(state=Job.State.DEAD)),
    )


def people_named(user_ids: Iterable[int]) -> dict[int, str]:
    """How people are called, by id; those who are gone are not in it."""
    return {user.pk: str(user) for user in User.objects.filter(pk__in=set(user_ids))}
