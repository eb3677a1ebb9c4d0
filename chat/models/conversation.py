from django.db import models
from django.utils.translation import gettext_lazy as _

from tenants.models.base import TimeStamped


class Conversation(TimeStamped):
    """One talk with a customer. Kommo's ids stand here as plain numbers, with the names as they were at the time."""

    class AnsweredBy(models.TextChoices):
        AGENT = "agent", _("Agent")
        PERSON = "person", _("Person")

    talk_id = models.BigIntegerField(null=True, blank=True, unique=True)
    chat_id = models.CharField(max_length=64, blank=True, db_index=True)
    lead_id = models.BigIntegerField(null=True, blank=True, db_index=True)
    contact_id = models.BigIntegerField(null=True, blank=True)
    contact_name = models.CharField(max_length=255, blank=True)
    channel = models.CharField(max_length=100, blank=True, help_text=_("Kommo's code of the channel, such as waba."))
    source_id = models.BigIntegerField(null=True, blank=True)
    answered_by = models.CharField(max_length=8, choices=AnsweredBy.choices, default=AnsweredBy.AGENT)
    taken_over_at = models.DateTimeField(null=True, blank=True)
    taken_over_by = models.CharField(max_length=255, blank=True)
    last_message_at = models.DateTimeField(null=True, blank=True, db_index=True)

    class Meta:
        verbose_name = _("conversation")
        verbose_name_plural = _("conversations")

    def __str__(self) -> str:
        return self.contact_name or f"#{self.talk_id or self.chat_id}"
