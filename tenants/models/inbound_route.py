from django.db import models
from django.utils.translation import gettext_lazy as _

from tenants.models.base import TimeStamped
from tenants.models.tenant import Tenant


class InboundRoute(TimeStamped):
    """Which workspace an address of ours belongs to that an outside service calls.

    The public id finds the row, the secret (kept as a hash, compared in constant time) proves the caller. While a
    secret is rotated the one before stays good, so that hooks under way are not refused. It also records which
    outside account a workspace is bound to: one account is never in two workspaces at a time.
    """

    kind = models.CharField(max_length=20)
    tenant = models.ForeignKey(Tenant, on_delete=models.CASCADE, related_name="inbound_routes")
    public_id = models.CharField(max_length=32, unique=True)
    secret_hash = models.CharField(max_length=64)
    previous_secret_hash = models.CharField(max_length=64, blank=True)
    external_account_id = models.BigIntegerField(null=True, blank=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("inbound route")
        verbose_name_plural = _("inbound routes")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "external_account_id"],
                condition=models.Q(is_active=True),
                name="route_account_in_one_workspace",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"
