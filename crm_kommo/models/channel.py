from django.db import models
from django.utils.translation import gettext_lazy as _

from crm_kommo.models.connection import Connection


class Channel(models.Model):
    """A way by which customers write. Kommo lists none: this is what was seen in talks and messages."""

    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="channels")
    origin = models.CharField(max_length=100, help_text=_("Kommo's code of the messenger, such as waba or telegram."))
    source_id = models.BigIntegerField(null=True, help_text=_("Which of several accounts of that messenger."))
    name = models.CharField(max_length=255)
    source_name = models.CharField(max_length=255, blank=True, help_text=_("What Kommo calls this account."))
    is_enabled = models.BooleanField(default=True, help_text=_("Agents answer in it, as far as their settings say."))
    last_seen_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "crm_channels"
        ordering = ["name", "source_id"]
        verbose_name = _("channel")
        verbose_name_plural = _("channels")
        constraints = [
            models.UniqueConstraint(
                fields=["connection", "origin", "source_id"], nulls_distinct=False, name="crm_channel_once"
            )
        ]

    def __str__(self) -> str:
        return self.name
