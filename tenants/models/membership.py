from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tenants.models.base import TimeStamped
from tenants.models.tenant import Tenant


class Role(models.TextChoices):
    """What a member may do; each role may do all that the ones after it may."""

    OWNER = "owner", _("Owner")
    ADMIN = "admin", _("Admin")
    BUILDER = "builder", _("Builder")
    OPERATOR = "operator", _("Operator")
    VIEWER = "viewer", _("Viewer")

    def includes(self, other: "Role") -> bool:
        """Whether this role may do what `other` may."""
        order = list(Role)
        return order.index(self) <= order.index(Role(other))


class Membership(TimeStamped):
    """A person in a workspace, with a role."""

    tenant = models.ForeignKey(Tenant, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=10, choices=Role.choices, default=Role.VIEWER)

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        constraints = [models.UniqueConstraint(fields=["tenant", "user"], name="membership_once_a_workspace")]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()}"
