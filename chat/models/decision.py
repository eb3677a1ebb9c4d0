from django.db import models
from django.utils.translation import gettext_lazy as _

from chat.models.message import Message
from tenants.models.base import TimeStamped


class Decision(TimeStamped):
    """Why a customer's message was answered, or was not: exactly one for each, with a reason code.

    The codes are agents.verdicts.Reason; they are stored as text, so that history outlives a renamed code.
    """

    message = models.OneToOneField(Message, on_delete=models.CASCADE, related_name="decision")
    reason = models.CharField(max_length=40, db_index=True)
    answered = models.BooleanField(default=False)
    agent_id = models.BigIntegerField(null=True, blank=True)
    agent_name = models.CharField(max_length=100, blank=True)
    agent_version = models.PositiveIntegerField(
        null=True, blank=True, help_text=_("The number of the agent's version that decided.")
    )
    reply = models.ForeignKey(Message, null=True, blank=True, on_delete=models.SET_NULL, related_name="decides")
    trace = models.JSONField(default=dict, blank=True, help_text=_("Gates passed, passages found, model and time."))

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")

    def __str__(self) -> str:
        return self.reason
