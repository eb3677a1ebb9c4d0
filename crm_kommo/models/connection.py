from django.db import models
from django.utils.translation import gettext_lazy as _

from crm_kommo.models.failure import Failure
from tenants.models.base import TimeStamped
from tenants.models.fields import EncryptedTextField


class Connection(TimeStamped):
    """A Kommo account that this workspace was connected to, with the grant to act in it.

    The account's id is the identity: its sub-domain can change. An account that comes back gets its old row, so
    what was mirrored of it is there again. One row is current; it stays so after a disconnect, until another
    account is connected.
    """

    class Status(models.TextChoices):
        ACTIVE = "active", _("Connected")
        NEEDS_RECONNECT = "needs_reconnect", _("Needs to be reconnected")
        BLOCKED = "blocked", _("Blocked by Kommo")
        DISCONNECTED = "disconnected", _("Disconnected")

    class WebhookState(models.TextChoices):
        NONE = "none", _("Not set up")
        ACTIVE = "active", _("Active")
        DISABLED = "disabled", _("Switched off by Kommo")
        FAILED = "failed", _("Could not be set up")
        LEFT = "left", _("Could not be removed")

    class Kind(models.TextChoices):
        OAUTH = "oauth", _("By consent")
        LONG_LIVED = "long_lived", _("Long-lived token")

    class Brand(models.TextChoices):
        """Two brands of one platform; our integration is registered with each of them apart."""

        KOMMO = "kommo", "Kommo"
        AMOCRM = "amocrm", "amoCRM.ru"

    # Calls may be tried in these; a block ends by itself.
    USABLE = (Status.ACTIVE, Status.BLOCKED)

    public_id = models.CharField(max_length=32, help_text=_("The id in the webhook's address."))
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.OAUTH)
    brand = models.CharField(max_length=6, choices=Brand.choices, default=Brand.KOMMO)
    is_current = models.BooleanField(default=True)
    status = models.CharField(max_length=16, choices=Status.choices, default=Status.ACTIVE)
    status_reason = models.CharField(max_length=20, choices=Failure.choices, blank=True)
    status_detail = models.TextField(blank=True, help_text=_("Kommo's own words."))

    account_id = models.BigIntegerField(unique=True)
    account_name = models.CharField(max_length=255, blank=True)
    subdomain = models.CharField(max_length=255, blank=True)
    base_url = models.CharField(max_length=300, help_text=_("Scheme, host and port of the account, without a path."))
    api_domain = models.CharField(max_length=255, blank=True)
    time_zone = models.CharField(max_length=64, default="UTC")
    connected_by_id = models.BigIntegerField(null=True)
    connected_at = models.DateTimeField()

    access_token = EncryptedTextField(null=True)
    refresh_token = EncryptedTextField(null=True)
    # Of a long-lived token it is a hint, read from the token itself; an opaque one has none.
    access_expires_at = models.DateTimeField(null=True)
    refresh_issued_at = models.DateTimeField(null=True, help_text=_("A refresh token lives three months."))
    refresh_retry_at = models.DateTimeField(null=True, help_text=_("No refresh before this time."))
    refresh_unknown_at = models.DateTimeField(
        null=True, help_text=_("When the answer to a refresh was lost, which may have spent the refresh token.")
    )
    missing_scope_at = models.DateTimeField(
        null=True, help_text=_("When Kommo first refused a call for a permission that this grant lacks.")
    )

    webhook_id = models.BigIntegerField(null=True)
    # The address holds the webhook's secret; Kommo wants the whole address again to end the subscription.
    webhook_destination = EncryptedTextField(null=True)
    webhook_state = models.CharField(max_length=8, choices=WebhookState.choices, default=WebhookState.NONE)
    webhook_error = models.CharField(max_length=20, choices=Failure.choices, blank=True)
    webhook_checked_at = models.DateTimeField(null=True)
    webhook_good_at = models.DateTimeField(null=True, help_text=_("When it was last seen to be there and on."))
    webhook_restored_at = models.DateTimeField(
        null=True, help_text=_("When it was last found missing or switched off, and subscribed anew.")
    )

    reconciled_at = models.DateTimeField(null=True, help_text=_("Up to when changes were read, not only heard of."))
    last_event_at = models.DateTimeField(null=True)
    last_call_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "crm_connections"
        verbose_name = _("Kommo connection")
        verbose_name_plural = _("Kommo connections")
        constraints = [
            models.UniqueConstraint(
                fields=["is_current"], condition=models.Q(is_current=True), name="crm_connection_one_current"
            )
        ]

    def __str__(self) -> str:
        return self.account_name or self.base_url

    @property
    def is_usable(self) -> bool:
        return self.status in self.USABLE
