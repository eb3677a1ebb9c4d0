from django.db import models
from django.utils.translation import gettext_lazy as _

from tenants.models.base import TimeStamped


class Thread(TimeStamped):
    """Mails that answer each other. Kommo's ids are plain numbers, None while nobody there has the address."""

    subject = models.CharField(max_length=500, blank=True)
    counterpart = models.EmailField(
        max_length=254, blank=True, help_text=_("Whom the company writes with, lower case.")
    )
    lead_id = models.BigIntegerField(null=True, blank=True)
    contact_id = models.BigIntegerField(null=True, blank=True)
    last_at = models.DateTimeField()

    class Meta:
        verbose_name = _("e-mail thread")
        verbose_name_plural = _("e-mail threads")
        indexes = [
            models.Index(fields=["lead_id", "-last_at"], name="mail_thread_lead"),
            models.Index(fields=["counterpart", "-last_at"], name="mail_thread_counterpart"),
        ]

    def __str__(self) -> str:
        return self.subject or f"#{self.pk}"
