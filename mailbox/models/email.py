from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mailbox.models.account import Account
from mailbox.models.failure import MailFailure
from mailbox.models.thread import Thread
from tenants.models.base import TimeStamped


class Email(TimeStamped):
    """One mail that came or goes. Its bytes are in EmailSource; here stands what is read and looked for.

    to, cc, bcc and reply_to are lists of {name, address}; attachments of {position, name, type, size, is_kept}, where
    `position` counts the parts of the source.
    """

    class Direction(models.TextChoices):
        IN = "in", _("Received")
        OUT = "out", _("Sent by us")

    class State(models.TextChoices):
        RECEIVED = "received", _("Received")
        QUEUED = "queued", _("Waiting to be sent")
        SENDING = "sending", _("Being sent")
        SENT = "sent", _("Sent")
        BOUNCED = "bounced", _("Came back")
        FAILED = "failed", _("Not sent")
        UNKNOWN = "unknown", _("It is not known whether it was sent")

    class Kind(models.TextChoices):
        ORDINARY = "ordinary", _("Mail")
        AUTOMATIC = "automatic", _("Automatic reply")
        BOUNCE = "bounce", _("Delivery report")

    account = models.ForeignKey(Account, models.SET_NULL, null=True, blank=True, related_name="emails")
    thread = models.ForeignKey(Thread, models.CASCADE, related_name="emails")
    direction = models.CharField(max_length=3, choices=Direction)
    kind = models.CharField(max_length=9, choices=Kind, default=Kind.ORDINARY)
    state = models.CharField(max_length=8, choices=State)
    state_reason = models.CharField(max_length=20, choices=MailFailure, blank=True)
    state_detail = models.CharField(max_length=300, blank=True, help_text=_("The server's own words."))
    sending_at = models.DateTimeField(null=True, blank=True)

    message_id = models.CharField(max_length=500, db_index=True)
    references = ArrayField(models.CharField(max_length=500), default=list, blank=True)
    from_name = models.CharField(max_length=200, blank=True)
    from_address = models.CharField(max_length=254, blank=True)
    to = models.JSONField(default=list)
    cc = models.JSONField(default=list, blank=True)
    bcc = models.JSONField(default=list, blank=True)
    reply_to = models.JSONField(default=list, blank=True)
    subject = models.CharField(max_length=500, blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True, help_text=_("Only what is safe to show."))
    attachments = models.JSONField(default=list, blank=True)
    is_broken = models.BooleanField(default=False, help_text=_("Parts of it could not be read; the source is kept."))
    is_cut = models.BooleanField(default=False, help_text=_("It is too large; only its beginning was fetched."))
    at = models.DateTimeField(help_text=_("When it was written, or came in when that is not told."))

    # Who it is with, as it was found then; with the author's name when one of us wrote it.
    lead_id = models.BigIntegerField(null=True, blank=True)
    contact_id = models.BigIntegerField(null=True, blank=True)
    author_name = models.CharField(max_length=200, blank=True)
    noted_at = models.DateTimeField(null=True, blank=True, help_text=_("When the note on the lead was written."))

    uid_validity = models.BigIntegerField(null=True, blank=True)
    uid = models.BigIntegerField(null=True, blank=True)
    # Of what is the same each time a mail is read, so that a renumbered inbox brings nothing twice.
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("e-mail")
        verbose_name_plural = _("e-mails")
        constraints = [
            models.UniqueConstraint(fields=["account", "digest"], condition=Q(direction="in"), name="mail_email_once"),
        ]
        indexes = [
            models.Index(fields=["lead_id", "-at"], name="mail_email_lead"),
            GinIndex(fields=["references"], name="mail_email_references"),
        ]

    def __str__(self) -> str:
        return self.subject or self.message_id

    @property
    def is_moving(self) -> bool:
        """Whether its state is about to change."""
        return self.state in (self.State.QUEUED, self.State.SENDING)

    @property
    def is_resendable(self) -> bool:
        return self.state in (self.State.FAILED, self.State.UNKNOWN, self.State.BOUNCED)


class EmailSource(models.Model):
    """The bytes of a mail as they went or came; apart, because they are large and seldom read."""

    email = models.OneToOneField(Email, models.CASCADE, primary_key=True, related_name="source")
    raw = models.BinaryField()

    class Meta:
        verbose_name = _("e-mail source")
        verbose_name_plural = _("e-mail sources")

    def __str__(self) -> str:
        return f"#{self.pk}"
