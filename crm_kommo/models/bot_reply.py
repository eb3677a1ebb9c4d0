from django.db import models
from django.utils.translation import gettext_lazy as _

from crm_kommo.models.connection import Connection


class BotReply(models.Model):
    """What a bot was last told to say to a lead, through the lead's field. One row a lead: one reply at a time.

    `in_flight_until`: the field must not be written again before the bot has said it, or this time has passed.
    """

    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="bot_replies")
    lead_id = models.BigIntegerField()
    key = models.CharField(max_length=40, help_text=_("Which reply it is; the same one may be tried again."))
    text = models.TextField()
    text_before = models.TextField(blank=True, help_text=_("What the field held of ours before that."))
    in_flight_until = models.DateTimeField(null=True)

    class Meta:
        db_table = "crm_bot_replies"
        verbose_name = _("reply through a bot")
        verbose_name_plural = _("replies through a bot")
        constraints = [models.UniqueConstraint(fields=["connection", "lead_id"], name="crm_bot_reply_once")]

    def __str__(self) -> str:
        return self.text[:60]
