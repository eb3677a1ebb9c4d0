from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chat.models.conversation import Conversation
from tenants.models.base import TimeStamped


class Message(TimeStamped):
    """Something said, or waiting to be said.

    A reply of ours goes queued → sending → sent. `sending` is written before Kommo is called: a crash after that
    leaves an outcome that is read from the talk, never guessed. dropped, failed and unknown carry a reason: a code.
    """

    class Author(models.TextChoices):
        CUSTOMER = "customer", _("Customer")
        AGENT = "agent", _("Agent")
        PERSON = "person", _("Manager")
        BOT = "bot", _("Kommo bot")

    class State(models.TextChoices):
        SEEN = "seen", _("In the chat")
        QUEUED = "queued", _("Waiting to be sent")
        SENDING = "sending", _("Being sent")
        SENT = "sent", _("Sent")
        DROPPED = "dropped", _("Not sent")
        FAILED = "failed", _("Refused by Kommo")
        UNKNOWN = "unknown", _("Outcome unknown")

    class Delivery(models.TextChoices):
        """What the messenger made of a reply that Kommo took; empty for all other messages."""

        PENDING = "pending", _("Sent")
        DELIVERED = "delivered", _("Delivered")
        FAILED = "failed", _("Not delivered")

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="messages")
    external_id = models.CharField(max_length=100, null=True, blank=True, unique=True)
    author = models.CharField(max_length=8, choices=Author.choices)
    author_name = models.CharField(max_length=255, blank=True)
    text = models.TextField(blank=True)
    attachment = models.JSONField(
        default=dict, blank=True, help_text=_("type, link and file_name, as Kommo gave them.")
    )
    said_at = models.DateTimeField(help_text=_("Kommo's time; for a reply of ours, when it was queued."))
    state = models.CharField(max_length=8, choices=State.choices, default=State.SEEN)
    state_reason = models.CharField(max_length=300, blank=True)
    sending_at = models.DateTimeField(null=True, blank=True)
    answers_up_to = models.BigIntegerField(
        null=True, blank=True, help_text=_("Of a reply: the id of the last customer message it answers.")
    )
    restarts = models.PositiveSmallIntegerField(
        default=0, help_text=_("Of a reply: how often one before it was dropped because the customer went on writing.")
    )
    continues = models.OneToOneField(
        "self",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="continued_by",
        help_text=_("Of a reply too long for one message: the message before this one."),
    )
    sent_by = models.CharField(max_length=6, blank=True, help_text=_("Of a reply: direct, bot or widget."))
    delivery = models.CharField(max_length=9, choices=Delivery.choices, blank=True)
    delivery_reason = models.CharField(max_length=300, blank=True)
    model = models.CharField(max_length=100, blank=True, help_text=_("Of a reply: which model wrote it."))
    sources = models.JSONField(default=list, blank=True, help_text=_("Of a reply: the passages it stands on."))

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        indexes = [models.Index(fields=["conversation", "said_at"])]
        constraints = [
            # However often a turn is run again: one reply to the same last message of a customer.
            models.UniqueConstraint(
                fields=["conversation", "answers_up_to"],
                condition=Q(author="agent") & ~Q(state="dropped"),
                name="message_one_reply",
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]
