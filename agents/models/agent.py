from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tenants.models.base import TimeStamped


class Agent(TimeStamped):
    """One of the company's AI agents. What it is told lies in its versions; here stands what holds at once.

    `name` and `purpose` are those of the live version, of the draft while there is none.
    """

    name = models.CharField(pgettext_lazy("of an agent", "name"), max_length=60)
    purpose = models.CharField(_("purpose"), max_length=120, blank=True)
    is_active = models.BooleanField(_("answers customers"), default=False)
    paused_until = models.DateTimeField(_("paused until"), null=True, blank=True)
    priority = models.PositiveSmallIntegerField(
        _("priority"), default=100, help_text=_("Where two agents could answer, the one with the lower number does.")
    )
    live = models.OneToOneField(
        "AgentVersion", null=True, blank=True, on_delete=models.RESTRICT, related_name="live_of"
    )
    scripts_made = models.PositiveIntegerField(default=0, help_text=_("The highest id a script of it ever had."))

    class Meta:
        verbose_name = _("agent")
        verbose_name_plural = _("agents")

    def __str__(self) -> str:
        return self.name
