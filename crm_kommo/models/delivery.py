from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from crm_kommo.models.connection import Connection


class Delivery(models.Model):
    """One webhook as it came. Written by `services.deliveries` before it is answered; understood later."""

    class State(models.TextChoices):
        STORED = "stored", _("Waiting")
        PROCESSED = "processed", _("Processed")
        IGNORED = "ignored", _("Nothing in it for us")
        REJECTED = "rejected", _("Rejected")
        FAILED = "failed", _("Failed")

    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="deliveries")
    digest = models.BinaryField(max_length=32)
    body = models.BinaryField()
    size = models.PositiveIntegerField()
    content_type = models.CharField(max_length=100, blank=True)
    request_id = models.CharField(max_length=100, blank=True)
    received_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.STORED)
    repeats = models.PositiveIntegerField(default=0, help_text=_("How often the same body came again."))
    processed_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)
    events = models.JSONField(default=list, help_text=_("What was found in the body, and what it did to the mirror."))

    class Meta:
        db_table = "crm_deliveries"
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        constraints = [models.UniqueConstraint(fields=["connection", "digest"], name="crm_delivery_once")]
        indexes = [
            models.Index(fields=["-received_at"], name="crm_delivery_newest"),
            GinIndex(fields=["events"], opclasses=["jsonb_path_ops"], name="crm_delivery_events"),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"
