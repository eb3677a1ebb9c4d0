import secrets
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from tenants.errors import InvalidInput
from tenants.models import OAuthState, Role, Tenant, User
from tenants.selectors import membership_of, secret_hash

STATE_LIFE = timedelta(minutes=20)


def oauth_state_create(*, tenant: Tenant, user: User, session_key: str, purpose: str) -> str:
    """A state for a consent that begins now, bound to this browser's session."""
    state = secrets.token_urlsafe(32)
    OAuthState.objects.create(
        state_hash=secret_hash(state),
        session_hash=secret_hash(session_key),
        purpose=purpose,
        tenant=tenant,
        user=user,
        expires_at=timezone.now() + STATE_LIFE,
    )
    return state


def oauth_state_consume(*, state: str, session_key: str) -> OAuthState:
    """The consent this state belongs to; it is good once, and only while who asked for it may still connect.

    Raises InvalidInput (state).
    """
    good = OAuthState.objects.select_related("tenant", "user").filter(
        state_hash=secret_hash(state),
        session_hash=secret_hash(session_key),
        used_at=None,
        expires_at__gt=timezone.now(),
    )
    row = good.first()
    if row is not None and not _may_connect(row):
        raise InvalidInput(_("You may no longer connect this workspace."), field="state")
    # Of two that come at once, one is first.
    if row is None or not good.update(used_at=timezone.now()):
        raise InvalidInput(
            _("This consent was not started here, was used already, or took longer than 20 minutes. Start again."),
            field="state",
        )
    return row


def _may_connect(row: OAuthState) -> bool:
    membership = membership_of(user=row.user, tenant=row.tenant)
    return membership is not None and Role(membership.role).includes(Role.ADMIN)
