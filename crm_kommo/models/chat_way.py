from django.db import models
from django.utils.translation import gettext_lazy as _

from crm_kommo.models.connection import Connection
from crm_kommo.models.failure import Failure
from tenants.models.base import TimeStamped
from tenants.models.fields import EncryptedTextField


class ChatWay(TimeStamped):
    """How replies reach the chats of a connection, and what Kommo said to it last."""

    class Mode(models.TextChoices):
        AUTO = "auto", _("By itself: directly where Kommo allows it, else through your Salesbot")
        DIRECT = "direct", _("Directly into the chat")
        BOT = "bot", _("Through a Salesbot that prints a field")
        WIDGET = "widget", _("Through a Salesbot that asks us and waits")

    connection = models.OneToOneField(Connection, on_delete=models.CASCADE, related_name="chat_way")
    mode = models.CharField(max_length=6, choices=Mode.choices, default=Mode.AUTO)
    bot_id = models.BigIntegerField(null=True)
    bot_name = models.CharField(max_length=255, blank=True)
    field_id = models.BigIntegerField(null=True, help_text=_("Kommo's id of the lead field that the bot prints."))
    widget_step = models.PositiveSmallIntegerField(
        null=True, help_text=_("The step of the waiting bot that prints {{json.message}}; none: we show the text.")
    )
    widget_public_id = models.CharField(max_length=32, blank=True, db_index=True)
    # The address holds the door's secret; it is shown to whoever builds the bot.
    widget_address = EncryptedTextField(null=True)

    direct_refused_reason = models.CharField(max_length=20, choices=Failure.choices, blank=True)
    direct_refused_detail = models.TextField(blank=True, help_text=_("Kommo's own words."))
    direct_refused_at = models.DateTimeField(null=True)
    history_refused_at = models.DateTimeField(
        null=True, help_text=_("When Kommo last refused to show the messages of a talk.")
    )

    class Meta:
        db_table = "crm_chat_ways"
        verbose_name = _("way into the chats")
        verbose_name_plural = _("ways into the chats")

    def __str__(self) -> str:
        return self.get_mode_display()

    @property
    def has_bot(self) -> bool:
        """Whether a bot that prints a field is set up."""
        return self.bot_id is not None and self.field_id is not None
