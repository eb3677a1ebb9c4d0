from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tenants.models.base import TimeStamped
from tenants.models.membership import Role
from tenants.models.tenant import Tenant


class Invitation(TimeStamped):
    """An open place in a workspace for an e-mail address. Only the hash of the link's token is kept."""

    tenant = models.ForeignKey(Tenant, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail"))
    role = models.CharField(_("role"), max_length=10, choices=Role.choices, default=Role.VIEWER)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")

    def __str__(self) -> str:
        return self.email
