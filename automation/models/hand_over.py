from django.db import models
from django.utils.translation import gettext_lazy as _

from chat.models import Conversation
from tenants.models.base import TimeStamped


class HandOver(TimeStamped):
    """A conversation that an agent gave to a person, or asked a person about, and what Kommo is to hold of it.

    `user_id` is Kommo's, None while nobody is known; `by_turns`: chosen by turns, and so counted for the next one.
    """

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="hand_overs")
    lead_id = models.BigIntegerField(null=True, blank=True)
    agent_id = models.BigIntegerField()
    why = models.CharField(max_length=20)
    user_id = models.BigIntegerField(null=True, blank=True)
    by_turns = models.BooleanField(default=False)
    assigns = models.BooleanField(default=False, help_text=_("The lead is given to this person too."))
    task_text = models.TextField(blank=True, help_text=_("Empty: no task."))
    task_due_at = models.DateTimeField(null=True, blank=True)
    task_id = models.BigIntegerField(null=True, blank=True)
    trouble = models.CharField(max_length=40, blank=True, help_text=_("Why Kommo would not do it: a code."))

    class Meta:
        db_table = "hand_overs"
        ordering = ["-pk"]
        verbose_name = _("hand-over")
        verbose_name_plural = _("hand-overs")
        indexes = [models.Index(fields=["agent_id", "user_id"], name="hand_over_turns")]

    def __str__(self) -> str:
        return f"{self.conversation_id} · {self.why}"
