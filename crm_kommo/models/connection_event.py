from django.db import models
from django.utils.translation import gettext_lazy as _

from crm_kommo.models.connection import Connection


class ConnectionEvent(models.Model):
    """Something that happened to a connection, for people to read. `detail` is a code, a name, or Kommo's own words."""

    class Kind(models.TextChoices):
        CONNECTED = "connected", _("Connected")
        DISCONNECTED = "disconnected", _("Disconnected")
        REFRESH_FAILED = "refresh_failed", _("Access could not be renewed")
        REVOKED = "revoked", _("Kommo no longer accepts our access")
        BLOCKED = "blocked", _("Kommo blocks our calls")
        UNBLOCKED = "unblocked", _("The block has ended")
        WEBHOOK = "webhook", _("The webhook's state changed")

    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="journal")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    detail = models.CharField(max_length=300, blank=True)
    by_id = models.BigIntegerField(null=True, help_text=_("The member who did it."))
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "crm_connection_events"
        verbose_name = _("event of a connection")
        verbose_name_plural = _("events of connections")
        indexes = [models.Index(fields=["connection", "-at"], name="crm_connection_event_newest")]

    def __str__(self) -> str:
        return self.kind
