from django.db import models
from django.utils.translation import gettext_lazy as _
from django_tenants.models import TenantMixin

from tenants.models.base import TimeStamped


class Tenant(TenantMixin, TimeStamped):
    """A company's workspace: one schema. `slug` is what people see in addresses; the schema's name never leaves us."""

    class State(models.TextChoices):
        PREPARING = "preparing", _("Being prepared")
        READY = "ready", _("Ready")

    name = models.CharField(_("name"), max_length=100)
    slug = models.SlugField(_("address"), max_length=40, unique=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.PREPARING)
    language = models.CharField(_("language"), max_length=5, default="en")
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")

    # The schema takes a second to make: tenants.services.workspace_provision does it, in a job.
    auto_create_schema = False

    class Meta:
        verbose_name = _("workspace")
        verbose_name_plural = _("workspaces")

    def __str__(self) -> str:
        return self.name
