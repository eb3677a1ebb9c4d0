from django.conf import settings
from django.db import models

from tenants.models.base import TimeStamped
from tenants.models.tenant import Tenant


class OAuthState(TimeStamped):
    """A consent under way: who asked, in which workspace and browser. Good once, for a short time (RFC 6749, 10.12)."""

    state_hash = models.CharField(max_length=64, unique=True)
    session_hash = models.CharField(max_length=64)
    purpose = models.CharField(max_length=20)
    tenant = models.ForeignKey(Tenant, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.purpose} {self.pk}"
