"""The words beside a decision."""

from django.utils.translation import gettext_lazy as _

from agents.llm.extractive_model import NAME as BUILT_IN
from agents.verdicts import Reason
from crm_kommo.refusals import failure_label

LABELS = {
    Reason.ANSWERED: _("Answered"),
    Reason.ANSWERED_UNKNOWN: _("Answered that it does not know"),
    Reason.BY_SCRIPT: _("Followed a script"),
    Reason.HANDED_OFF: _("Handed over to a person"),
    Reason.OUTSIDE_HOURS_TEXT: _("Told that it is outside the working hours"),
    Reason.NO_CONNECTION: _("Silent: Kommo is not connected"),
    Reason.NO_ACCESS: _("Silent: Kommo does not let the platform read the lead"),
    Reason.PERSON_TOOK_OVER: _("Silent: a person has taken over"),
    Reason.HUMAN_PREEMPTED: _("Not answered: a person was there before the answer"),
    Reason.BOT_TOOK_OVER: _("Silent: a bot of Kommo has written, and the agent gives way to it"),
    Reason.OUTSIDE_HOURS: _("Silent: it is outside the agent's working hours"),
    Reason.LIMIT_REACHED: _("Reached its limit of answers"),
    Reason.NO_TALK: _("Silent: Kommo named no talk to answer in"),
    Reason.NOTHING_TO_READ: _("Silent: the message has no text"),
    Reason.PUBLIC_COMMENT: _("Silent: it is a public comment, and an answer would be read by everybody"),
    Reason.WINDOW_CLOSED: _(
        "Silent: the messenger takes free text only within 24 hours of the customer's last message; a person can send "
        "a template"
    ),
    Reason.NO_LEAD: _("Silent: the chat has no lead yet"),
    Reason.NO_AGENT: _("Silent: no agent answers customers"),
    Reason.KOMMO_NOT_INSTALLED: _("Silent: Kommo is not installed for any agent"),
    Reason.PIPELINE_OFF: _("Silent: no agent works in this pipeline"),
    Reason.STAGE_OFF: _("Silent: this stage is off"),
    Reason.CHANNEL_OFF: _("Silent: this channel is off"),
    Reason.COLLECTS_ONLY: _("Silent: in this stage the agent only collects"),
    Reason.LEFT_SCOPE: _("Not sent: the lead left the agent's stages"),
    Reason.SUPERSEDED: _("Not sent: the customer went on writing"),
    Reason.KOMMO_REFUSED: _("Not sent: Kommo refused the message"),
    Reason.KOMMO_AWAY: _("Not sent: Kommo was away for too long"),
    Reason.FAILED: _("Silent: something went wrong here; the platform's staff can see what"),
}

BUILT_IN_LABEL = _("built-in model")


def reason_label(code: str) -> str:
    """What a stored code says to people, of ours or of Kommo's refusal; a code of another time stands as it is."""
    return str(LABELS[Reason(code)]) if code in set(Reason) else failure_label(code)


def model_label(name: str) -> str:
    """What a stored model name says to people; every name but the built-in one is the provider's own."""
    return str(BUILT_IN_LABEL) if name == BUILT_IN else name
