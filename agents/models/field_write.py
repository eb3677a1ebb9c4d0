from django.db import models
from django.utils.translation import gettext_lazy as _

from agents.models.agent import Agent
from agents.models.version import AgentVersion
from chat.models import Conversation, Message
from tenants.models.base import TimeStamped


class FieldWrites(models.QuerySet["FieldWrite"]):
    def unsettled(self) -> "FieldWrites":
        """What is not known to be written or refused."""
        return self.filter(state__in=(FieldWrite.State.PENDING, FieldWrite.State.UNKNOWN))


class FieldWrite(TimeStamped):
    """A value that an agent took from a conversation for a field of a card, with its proof.

    `old` and `new` are Kommo's shape, for taking it back; the texts are for people, and hidden where the field is
    sensitive. `effect` names the write to the card, which other fields of the same card may share.
    """

    class State(models.TextChoices):
        PENDING = "pending", _("Being written")
        WRITTEN = "written", _("Written")
        REFUSED = "refused", _("Not written")
        UNKNOWN = "unknown", _("Outcome unknown")
        UNDONE = "undone", _("Taken back")

    class How(models.TextChoices):
        LITERAL = "literal", _("Read in the words")
        MODEL = "model", _("Found by the model")
        SCRIPT = "script", _("Answered to a script")

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="field_writes")
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="field_writes")
    agent = models.ForeignKey(Agent, null=True, on_delete=models.SET_NULL, related_name="field_writes")
    version = models.ForeignKey(AgentVersion, null=True, on_delete=models.SET_NULL, related_name="field_writes")
    entity = models.CharField(max_length=10, help_text=_("Kommo's word: leads or contacts."))
    card_id = models.BigIntegerField(help_text=_("Kommo's id of the lead or the contact."))
    field_key = models.CharField(max_length=60)
    field_name = models.CharField(max_length=300)
    rule_order = models.PositiveIntegerField()
    value = models.JSONField(help_text=_("What was to be written."))
    old = models.JSONField(null=True)
    new = models.JSONField(null=True)
    old_text = models.TextField(blank=True)
    new_text = models.TextField(blank=True)
    quote = models.TextField()
    confidence = models.FloatField()
    how = models.CharField(max_length=7, choices=How.choices)
    is_sensitive = models.BooleanField(default=False)
    state = models.CharField(max_length=7, choices=State.choices, default=State.PENDING)
    reason = models.CharField(max_length=500, blank=True, help_text=_("Why it was not written."))
    effect = models.CharField(max_length=60, blank=True, db_index=True)
    written_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    # With the name as it was then: people are kept outside of the workspace's tables.
    undone_by_id = models.BigIntegerField(null=True, blank=True)
    undone_by_name = models.CharField(max_length=200, blank=True)

    objects = FieldWrites.as_manager()

    class Meta:
        db_table = "agent_field_writes"
        ordering = ["-pk"]
        verbose_name = _("value written by an agent")
        verbose_name_plural = _("values written by agents")
        indexes = [models.Index(fields=["entity", "card_id", "field_key"], name="agent_field_write_of")]
        constraints = [
            models.UniqueConstraint(
                fields=["conversation", "message", "entity", "field_key"], name="agent_field_write_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.field_name}: {self.new_text}"
