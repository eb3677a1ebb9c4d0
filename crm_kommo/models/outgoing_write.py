from django.db import models
from django.utils.translation import gettext_lazy as _

from crm_kommo.models.connection import Connection


class OutgoingWrite(models.Model):
    """Something we wrote, or were about to write, into Kommo. Committed before Kommo is called.

    `key` names the effect, so that it is written once however often it is asked for. `told` holds what was written,
    by the names that hooks use: an event that tells the same soon afterwards is our own echo.
    """

    class Outcome(models.TextChoices):
        BEGUN = "begun", _("Begun")
        WRITTEN = "written", _("Written")
        REFUSED = "refused", _("Refused")

    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="outgoing_writes")
    key = models.CharField(max_length=200)
    entity = models.CharField(max_length=20, help_text=_("What was written to, in Kommo's word: leads, contacts …"))
    kommo_id = models.BigIntegerField(help_text=_("The id of what was written to."))
    told = models.JSONField(default=dict)
    changes = models.JSONField(
        default=dict, help_text=_("What a write of a card's fields changed: the JSON of card_changes.CardChanges.")
    )
    outcome = models.CharField(max_length=8, choices=Outcome.choices, default=Outcome.BEGUN)
    result_id = models.BigIntegerField(null=True, help_text=_("Kommo's id of what was made, such as a note."))
    created_at = models.DateTimeField(auto_now_add=True)
    tried_at = models.DateTimeField(
        null=True, help_text=_("When the latest try began; empty while none can have reached Kommo.")
    )
    written_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "crm_outgoing_writes"
        verbose_name = _("write to Kommo")
        verbose_name_plural = _("writes to Kommo")
        constraints = [models.UniqueConstraint(fields=["connection", "key"], name="crm_write_once")]
        indexes = [models.Index(fields=["connection", "entity", "kommo_id", "-created_at"], name="crm_write_of")]

    def __str__(self) -> str:
        return self.key
