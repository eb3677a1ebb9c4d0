"""Mails to the people of a workspace: one for each, in their own language."""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.mail import send_mail
from django.utils import translation

from tenants.models import Role, Tenant
from tenants.selectors import members_of


@dataclass(frozen=True)
class Words:
    subject: str
    text: str


def members_tell(*, tenant: Tenant, least: Role, link: str, words: Callable[[], Words]) -> None:
    """Write to everybody who has this role or a higher one; `link` is where something can be done about it.

    `words` is asked anew for each, in whose language it answers. A failure of the mail server is the caller's to
    repeat.
    """
    for member in members_of(tenant).filter(user__is_active=True):
        if not Role(member.role).includes(least):
            continue
        with translation.override(member.user.language or tenant.language):
            said = words()
            send_mail(
                subject=said.subject,
                message=f"{said.text.strip()}\n\n{tenant.name}: {link}\n",
                from_email=None,
                recipient_list=[member.user.email],
            )
