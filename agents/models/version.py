from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agents.models.agent import Agent
from tenants.models.base import TimeStamped


class AgentVersion(TimeStamped):
    """The settings of an agent at one time. A published one has a number and never changes; the draft has none.

    `document` is agents.settings.AgentSettings without its pipelines, which are rows (agents.models.scope).
    """

    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(null=True, blank=True)
    document = models.JSONField(default=dict)
    note = models.CharField(_("note"), max_length=300, blank=True)
    # Who wrote it, with the name as it was then: people are kept outside of the workspace's tables.
    author_id = models.BigIntegerField(null=True, blank=True)
    author_name = models.CharField(_("author"), max_length=200, blank=True)
    revision = models.PositiveIntegerField(default=0, help_text=_("Of the draft: grows with every save."))

    class Meta:
        db_table = "agent_versions"
        ordering = ["-number"]
        verbose_name = _("version of an agent")
        verbose_name_plural = _("versions of agents")
        constraints = [
            models.UniqueConstraint(fields=["agent", "number"], name="agent_version_once"),
            models.UniqueConstraint(fields=["agent"], condition=Q(number=None), name="agent_one_draft"),
        ]

    def __str__(self) -> str:
        return f"{self.agent_id} · {self.number or _('draft')}"

    @property
    def is_draft(self) -> bool:
        return self.number is None
