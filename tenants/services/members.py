import secrets
from datetime import timedelta

from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from tenants.addresses import public_address
from tenants.errors import Conflict, InvalidInput, NotAllowed
from tenants.models import ApiToken, Invitation, Membership, Role, Tenant, User
from tenants.selectors import secret_hash

INVITATION_LIFE = timedelta(days=7)


@transaction.atomic
def invitation_create(*, tenant: Tenant, email: str, role: str, invited_by: Membership) -> Invitation:
    """Invite a person by mail. An open invitation to the same address is replaced, so that one link is good.

    Raises InvalidInput (email), NotAllowed when the role is above the inviter's own.
    """
    _check_rank(invited_by, role)
    if Membership.objects.filter(tenant=tenant, user__email__iexact=email).exists():
        raise InvalidInput(_("This person is a member already."), field="email")
    Invitation.objects.filter(tenant=tenant, email__iexact=email, accepted_at=None).delete()
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        tenant=tenant,
        email=email,
        role=role,
        token_hash=secret_hash(token),
        invited_by=invited_by.user,
        expires_at=timezone.now() + INVITATION_LIFE,
    )
    link = public_address("invitation", token)
    transaction.on_commit(lambda: _send_invitation(invitation, link))
    return invitation


def invitation_revoke(*, tenant: Tenant, invitation_id: int) -> None:
    """Close an open invitation; its link stops working."""
    Invitation.objects.filter(tenant=tenant, pk=invitation_id, accepted_at=None).delete()


@transaction.atomic
def invitation_accept(*, invitation: Invitation, user: User) -> Membership:
    """Make the invited person a member. Only the address that was invited may accept.

    Raises NotAllowed, Conflict when it was used meanwhile.
    """
    if user.email.lower() != invitation.email.lower():
        raise NotAllowed(
            _("This invitation was sent to %(email)s. Log in with that address.") % {"email": invitation.email},
            code="other_address",
        )
    used = Invitation.objects.filter(pk=invitation.pk, accepted_at=None).update(accepted_at=timezone.now())
    if not used:
        raise Conflict(_("This invitation was used already."), code="used")
    membership, _created = Membership.objects.get_or_create(
        tenant=invitation.tenant, user=user, defaults={"role": invitation.role}
    )
    return membership


@transaction.atomic
def member_role_set(*, membership: Membership, role: str, by: Membership) -> Membership:
    """Raises NotAllowed (above one's own rank), Conflict (the last owner)."""
    _check_rank(by, membership.role)
    _check_rank(by, role)
    if role != Role.OWNER:
        _keep_an_owner(membership)
    membership.role = role
    membership.save(update_fields=["role", "updated_at"])
    return membership


@transaction.atomic
def member_remove(*, membership: Membership, by: Membership) -> None:
    """Take a person out of the workspace; the API tokens they made there stop working.

    Raises NotAllowed, Conflict (the last owner).
    """
    if membership.pk != by.pk:
        _check_rank(by, membership.role)
    _keep_an_owner(membership)
    ApiToken.objects.filter(tenant=membership.tenant, created_by=membership.user, revoked_at=None).update(
        revoked_at=timezone.now()
    )
    membership.delete()


def _check_rank(by: Membership, role: str) -> None:
    if not Role(by.role).includes(Role(role)):
        raise NotAllowed(_("Only a member of that role or above may do this."), code="rank")


def _keep_an_owner(membership: Membership) -> None:
    if membership.role != Role.OWNER:
        return
    # Locked, so that two owners who leave at the same time do not both find the other.
    owners = Membership.objects.select_for_update().filter(tenant=membership.tenant, role=Role.OWNER)
    if len(owners) == 1:
        raise Conflict(_("A workspace needs an owner: make somebody else one first."), code="last_owner")


def _send_invitation(invitation: Invitation, link: str) -> None:
    with translation.override(invitation.tenant.language):
        _send_invitation_mail(invitation, link)


def _send_invitation_mail(invitation: Invitation, link: str) -> None:
    send_mail(
        subject=_("Join %(workspace)s on Leadwright") % {"workspace": invitation.tenant.name},
        message=_(
            "%(person)s invites you to the workspace “%(workspace)s” on Leadwright.\n\n"
            "Open this link to join; it is good for seven days:\n%(link)s\n"
        )
        % {"person": invitation.invited_by, "workspace": invitation.tenant.name, "link": link},
        from_email=None,
        recipient_list=[invitation.email],
    )
