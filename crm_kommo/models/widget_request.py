from django.db import models
from django.utils.translation import gettext_lazy as _

from crm_kommo.models.connection import Connection


class WidgetRequest(models.Model):
    """A bot that stopped at our widget and waits to be told what to say. Written by the door, before it answers.

    Only the path is kept of where to answer: the host is always the connection's own.
    """

    class State(models.TextChoices):
        STORED = "stored", _("Not looked at yet")
        WAITING = "waiting", _("Waiting for an answer")
        ANSWERING = "answering", _("Being answered")
        ANSWERED = "answered", _("Answered")
        GONE = "gone", _("No longer waiting")

    # What an answer can still be given to.
    OPEN = (State.WAITING, State.ANSWERING)

    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="widget_requests")
    continue_path = models.CharField(max_length=300)
    token_digest = models.BinaryField(max_length=32, help_text=_("A token is good for one request."))
    lead_id = models.BigIntegerField()
    text = models.TextField(blank=True, help_text=_("What the customer wrote, where the bot passes it on."))
    contact_name = models.CharField(max_length=255, blank=True)
    state = models.CharField(max_length=9, choices=State.choices, default=State.STORED)
    received_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "crm_widget_requests"
        verbose_name = _("waiting bot")
        verbose_name_plural = _("waiting bots")
        constraints = [
            models.UniqueConstraint(fields=["connection", "continue_path"], name="crm_widget_once"),
            models.UniqueConstraint(fields=["token_digest"], name="crm_widget_token_once"),
        ]
        indexes = [models.Index(fields=["lead_id", "state"], name="crm_widget_lead")]

    def __str__(self) -> str:
        return f"{self.lead_id} {self.state}"
