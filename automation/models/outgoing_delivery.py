import uuid
from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from automation.models.outgoing_endpoint import OutgoingEndpoint
from automation.models.outgoing_error import outgoing_error_label
from tenants.models.base import TimeStamped

SOON = timedelta(minutes=1)


class OutgoingDelivery(TimeStamped):
    """One fact owed to one endpoint. `body` is what is signed and sent, the same bytes in every attempt.

    `attempts` is a list of {at, status, error, ms}, the newest last, `error` being a code (outgoing_error.py); `tries`
    counts those since it was (re)sent.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        DELIVERED = "delivered", _("Delivered")
        FAILED = "failed", _("Failed")

    endpoint = models.ForeignKey(OutgoingEndpoint, on_delete=models.CASCADE, related_name="deliveries")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, help_text=_("By it a receiver knows a repeat."))
    event = models.CharField(max_length=40)
    body = models.TextField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    attempts = models.JSONField(default=list)
    answer = models.TextField(blank=True, help_text=_("The beginning of the last answer's body."))
    due_at = models.DateTimeField(null=True, blank=True, help_text=_("When it is tried next."))
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "outgoing_deliveries"
        verbose_name = _("outgoing delivery")
        verbose_name_plural = _("outgoing deliveries")
        indexes = [
            models.Index(fields=["endpoint", "-created_at"], name="outgoing_delivery_newest"),
            models.Index(fields=["created_at"], name="outgoing_delivery_age"),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.state}"

    @property
    def is_due_soon(self) -> bool:
        """Whether whoever looks at it now sees it tried."""
        return self.state == self.State.WAITING and bool(self.due_at) and self.due_at < timezone.now() + SOON

    @property
    def last_attempt(self) -> dict | None:
        return self.attempts[-1] if self.attempts else None

    @property
    def last_error_label(self) -> str:
        return outgoing_error_label(self.last_attempt["error"]) if self.last_attempt else ""
