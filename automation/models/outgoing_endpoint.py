from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from automation.models.outgoing_error import outgoing_error_label
from tenants.models.base import TimeStamped
from tenants.models.fields import EncryptedTextField


class OutgoingEndpoint(TimeStamped):
    """An address of the company's own that is told what happens here. `events` are names of automation.outgoing.events.

    `failures_in_row` counts attempts since the last one that succeeded; the first of them was at `failing_since`.
    """

    name = models.CharField(_("name"), max_length=60)
    url = models.CharField(_("address"), max_length=500)
    events = ArrayField(models.CharField(max_length=40), verbose_name=_("events"))
    secret = EncryptedTextField()
    # Receivers need time to take over a new secret: until then both sign.
    old_secret = EncryptedTextField(blank=True, default="")
    old_secret_until = models.DateTimeField(null=True, blank=True)
    is_active = models.BooleanField(_("is told"), default=True)
    paused_by_us_at = models.DateTimeField(null=True, blank=True, help_text=_("Switched off after too many failures."))
    failures_in_row = models.PositiveIntegerField(default=0)
    failing_since = models.DateTimeField(null=True, blank=True)
    last_success_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "outgoing_endpoints"
        verbose_name = _("outgoing webhook")
        verbose_name_plural = _("outgoing webhooks")

    def __str__(self) -> str:
        return self.name

    @property
    def last_error_label(self) -> str:
        return outgoing_error_label(self.last_error)
