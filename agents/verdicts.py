"""Why a message was answered, or not. The codes are stored with every decision; the words are shown beside it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Reason(TextChoices):
    ANSWERED = "answered", _("Answered")
    ANSWERED_UNKNOWN = "answered_unknown", _("Answered that it does not know")
    NO_CONNECTION = "no_connection", _("Silent: Kommo is not connected")
    PERSON_TOOK_OVER = "person_took_over", _("Silent: a person has taken over")
    NO_TALK = "no_talk", _("Silent: Kommo named no talk to answer in")
    NOTHING_TO_READ = "nothing_to_read", _("Silent: the message has no text")
    NO_LEAD = "no_lead", _("Silent: the chat has no lead yet")
    NO_AGENT = "no_agent", _("Silent: no agent answers customers")
    PIPELINE_OFF = "pipeline_off", _("Silent: no agent works in this pipeline")
    STAGE_OFF = "stage_off", _("Silent: this stage is off")
    CHANNEL_OFF = "channel_off", _("Silent: this channel is off")
    LEFT_SCOPE = "left_scope", _("Not sent: the lead left the agent's stages")
    SUPERSEDED = "superseded", _("Not sent: the customer went on writing")
    KOMMO_REFUSED = "kommo_refused", _("Not sent: Kommo refused the message")
    OUTCOME_UNKNOWN = "outcome_unknown", _("It is unknown whether the message arrived")
