from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from agents.models.agent import Agent
from tenants.models.base import TimeStamped


class AgentIntegration(TimeStamped):
    """An integration that is installed for an agent. The connection itself is the workspace's, one for all agents."""

    class Kind(models.TextChoices):
        KOMMO = "kommo", "Kommo"
        EMAIL = "email", _("E-mail")
        WEBHOOK = "webhook", _("Outgoing webhook")
        MODEL = "model", pgettext_lazy("integration", "AI model")

    # What a new agent has. E-mail is not among them: people write mails, and no agent can have it installed.
    FIRST = (Kind.KOMMO, Kind.WEBHOOK, Kind.MODEL)

    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="integrations")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        db_table = "agent_integrations"
        verbose_name = _("agent's integration")
        verbose_name_plural = _("agents' integrations")
        constraints = [models.UniqueConstraint(fields=["agent", "kind"], name="agent_integration_once")]

    def __str__(self) -> str:
        return self.kind
