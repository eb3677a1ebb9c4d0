from django.db import models
from django.utils.translation import gettext_lazy as _

from tenants.models.base import TimeStamped


class Conversation(TimeStamped):
    """One talk with a customer. Kommo's ids stand here as plain numbers, with the names as they were at the time."""

    class AnsweredBy(models.TextChoices):
        AGENT = "agent", _("Agent")
        PERSON = "person", _("Person")

    class TakenOver(models.TextChoices):
        """How a person came to have it."""

        WROTE = "wrote", _("wrote in the chat")
        PRESSED = "pressed", _("took it over here")
        HANDED = "handed", _("an agent handed it over")

    class Origin(models.TextChoices):
        """Where it is held. Only what is said in Kommo is sent by the outbox."""

        KOMMO = "kommo", _("Kommo")
        TEST = "test", _("Test chat")
        API = "api", _("API")
        WIDGET = "widget", _("Site widget")

    origin = models.CharField(max_length=6, choices=Origin.choices, default=Origin.KOMMO, db_index=True)
    # Of a conversation held outside of Kommo: who answers, and as whom the customer is to be seen there (a JSON object
    # of agents.answering.persona; of a test: the version that is tried, the stage, fields, channel and time).
    agent_id = models.BigIntegerField(null=True, blank=True)
    persona = models.JSONField(default=dict, blank=True)
    talk_id = models.BigIntegerField(null=True, blank=True, unique=True)
    chat_id = models.CharField(max_length=64, blank=True, db_index=True)
    lead_id = models.BigIntegerField(null=True, blank=True, db_index=True)
    contact_id = models.BigIntegerField(null=True, blank=True)
    contact_name = models.CharField(max_length=255, blank=True)
    channel = models.CharField(max_length=100, blank=True, help_text=_("Kommo's code of the channel, such as waba."))
    source_id = models.BigIntegerField(null=True, blank=True)
    answered_by = models.CharField(max_length=8, choices=AnsweredBy.choices, default=AnsweredBy.AGENT)
    taken_over_at = models.DateTimeField(null=True, blank=True)
    taken_over_by = models.CharField(max_length=255, blank=True)
    taken_over_how = models.CharField(max_length=7, choices=TakenOver.choices, blank=True)
    handed_over_why = models.CharField(
        max_length=20, blank=True, help_text=_("The reason an agent had, as agents.handoff names it.")
    )
    handed_back_at = models.DateTimeField(
        null=True, blank=True, help_text=_("What was counted before, such as answers, counts no more.")
    )
    person_wrote_at = models.DateTimeField(null=True, blank=True)
    bot_wrote_at = models.DateTimeField(
        null=True, blank=True, help_text=_("When a bot of Kommo last wrote, other than for us.")
    )
    resolved_at = models.DateTimeField(
        null=True, blank=True, help_text=_("Done: what is said next begins a new episode.")
    )
    episode_began_at = models.DateTimeField(
        null=True, blank=True, help_text=_("What was said before is no part of this episode; empty in the first one.")
    )
    waits_until = models.DateTimeField(
        null=True, blank=True, help_text=_("What the customer wrote last waits for the agent's working hours.")
    )
    last_message_at = models.DateTimeField(null=True, blank=True, db_index=True)
    remembered_until = models.BigIntegerField(
        default=0, help_text=_("The id of the last message out of which something was remembered of the contact.")
    )

    class Meta:
        verbose_name = _("conversation")
        verbose_name_plural = _("conversations")

    def __str__(self) -> str:
        return self.contact_name or f"#{self.talk_id or self.chat_id or self.pk}"
