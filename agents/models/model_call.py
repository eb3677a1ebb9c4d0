from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from agents.models.agent import Agent
from agents.models.version import AgentVersion
from chat.models import Conversation


class ModelCall(models.Model):
    """One request to the workspace's own model: the ledger of what was asked, also of what failed. No words in it.

    `turn` is the id of the first message that it is to answer. `cost_micros`: millionths of the provider's currency,
    None where the model has no price.
    """

    class Purpose(models.TextChoices):
        ANSWER = "answer", _("Answer")
        REPAIR = "repair", _("Answer mended")
        EXTRACTION = "extraction", _("Values for fields")
        SUMMARY = "summary", _("Summary")
        EMBEDDING = "embedding", _("Embedding")
        OTHER = "other", pgettext_lazy("purpose", "Other")

    class Status(models.TextChoices):
        OK = "ok", _("Answered")
        AWAY = "away", _("Away")
        REFUSED = "refused", _("Refused")
        UNUSABLE = "unusable", _("Unusable")

    conversation = models.ForeignKey(Conversation, null=True, on_delete=models.SET_NULL, related_name="model_calls")
    turn = models.CharField(max_length=40, blank=True)
    agent = models.ForeignKey(Agent, null=True, on_delete=models.SET_NULL, related_name="model_calls")
    version = models.ForeignKey(AgentVersion, null=True, on_delete=models.SET_NULL, related_name="model_calls")
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    is_dry = models.BooleanField(default=False)
    host = models.CharField(max_length=300)
    model = models.CharField(max_length=100)
    attempt = models.PositiveSmallIntegerField(default=1, help_text=_("Which one of its turn and purpose."))
    tokens_in = models.PositiveIntegerField(default=0)
    tokens_cached = models.PositiveIntegerField(default=0)
    tokens_out = models.PositiveIntegerField(default=0)
    is_estimated = models.BooleanField(default=False)
    cost_micros = models.BigIntegerField(null=True)
    took_ms = models.PositiveIntegerField()
    first_ms = models.PositiveIntegerField(null=True)
    status = models.CharField(max_length=8, choices=Status.choices)
    error = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "agent_model_calls"
        ordering = ["-pk"]
        verbose_name = _("request to a model")
        verbose_name_plural = _("requests to models")
        indexes = [
            models.Index(fields=["agent", "created_at"], name="agent_model_call_spent"),
            models.Index(fields=["host", "model", "-created_at"], name="agent_model_call_lately"),
        ]

    def __str__(self) -> str:
        return f"{self.model} · {self.purpose}"
