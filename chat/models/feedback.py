from django.db import models
from django.utils.translation import gettext_lazy as _

from chat.models.message import Message
from tenants.models.base import TimeStamped


class Feedback(TimeStamped):
    """What a colleague thinks of an answer of an agent; each has one opinion of it."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="feedback")
    user_id = models.BigIntegerField()
    is_good = models.BooleanField()
    wanted = models.TextField(blank=True, help_text=_("What it should have said."))

    class Meta:
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")
        constraints = [models.UniqueConstraint(fields=["message", "user_id"], name="feedback_one_opinion")]

    def __str__(self) -> str:
        return "+" if self.is_good else "-"
