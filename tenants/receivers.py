from allauth.account.models import EmailAddress
from allauth.account.signals import email_confirmed
from django.dispatch import receiver
from django.utils import timezone

from tenants.models import Invitation
from tenants.services import workspace_create


@receiver(email_confirmed)
def make_first_workspace(email_address: EmailAddress, **_kwargs) -> None:
    """Who confirmed an address has a workspace: the one they were invited to, or one of their own."""
    user = email_address.user
    invited = Invitation.objects.filter(
        email__iexact=email_address.email, accepted_at=None, expires_at__gt=timezone.now()
    ).exists()
    if user.memberships.exists() or (invited and not user.company):
        return
    name = user.company or email_address.email.partition("@")[2].partition(".")[0].title()
    workspace_create(name=name, owner=user, language=user.language or "en")
