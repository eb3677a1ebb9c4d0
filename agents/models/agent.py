from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tenants.models.base import TimeStamped


class Agent(TimeStamped):
    """One of the company's AI agents: who it is, and where it works (scope.py)."""

    name = models.CharField(pgettext_lazy("of an agent", "name"), max_length=60)
    purpose = models.CharField(_("purpose"), max_length=120, blank=True)
    instructions = models.TextField(_("instructions"), max_length=8000, blank=True)
    is_active = models.BooleanField(_("answers customers"), default=False)
    all_channels = models.BooleanField(_("all channels"), default=True)

    class Meta:
        verbose_name = _("agent")
        verbose_name_plural = _("agents")

    def __str__(self) -> str:
        return self.name
