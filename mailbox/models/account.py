from django.db import models
from django.utils.translation import gettext_lazy as _

from mailbox.models.failure import MailFailure
from tenants.models.base import TimeStamped
from tenants.models.fields import EncryptedTextField


class Account(TimeStamped):
    """A mailbox of the company: sends by SMTP and, with an IMAP server, is read. One login serves both."""

    class Security(models.TextChoices):
        TLS = "tls", _("TLS from the start")
        STARTTLS = "starttls", _("STARTTLS")
        PLAIN = "plain", _("None (only servers that the operator allowed)")

    name = models.CharField(_("name"), max_length=100)
    from_name = models.CharField(_("sender's name"), max_length=100, blank=True)
    address = models.EmailField(_("address"), max_length=254, unique=True)
    signature = models.TextField(_("signature"), max_length=2000, blank=True)

    username = models.CharField(_("user name"), max_length=254)
    password = EncryptedTextField(_("password"))
    smtp_host = models.CharField(_("SMTP server"), max_length=253)
    smtp_port = models.PositiveIntegerField(_("SMTP port"), default=465)
    smtp_security = models.CharField(_("SMTP encryption"), max_length=8, choices=Security, default=Security.TLS)
    imap_host = models.CharField(_("IMAP server"), max_length=253, blank=True)
    imap_port = models.PositiveIntegerField(_("IMAP port"), default=993)
    imap_security = models.CharField(_("IMAP encryption"), max_length=8, choices=Security, default=Security.TLS)
    first_days = models.PositiveSmallIntegerField(_("days to read at first"), default=14)

    is_paused = models.BooleanField(default=False)
    # Up to where the inbox was read. A UID means something only together with the folder's UIDVALIDITY.
    uid_validity = models.BigIntegerField(default=0)
    last_uid = models.BigIntegerField(default=0)

    last_fetch_at = models.DateTimeField(null=True, blank=True)
    # Of fetching, in a row; sets how long the next one waits.
    failures = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=20, choices=MailFailure, blank=True)
    last_error_detail = models.CharField(max_length=300, blank=True, help_text=_("The server's own words."))
    last_error_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("e-mail account")
        verbose_name_plural = _("e-mail accounts")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return f"{self.name} <{self.address}>"

    @property
    def reads(self) -> bool:
        """Whether it has a server to fetch mail from."""
        return bool(self.imap_host)
