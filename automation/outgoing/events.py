"""What an endpoint can be told. The names are part of the contract with receivers (docs/outgoing-webhooks.md)."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class OutgoingEvent(StrEnum):
    MESSAGE_RECEIVED = "message.received"
    MESSAGE_ANSWERED = "message.answered"
    MESSAGE_FAILED = "message.failed"
    TAKEN_OVER = "conversation.taken_over"
    HANDED_BACK = "conversation.handed_back"
    LEAD_STAGE_CHANGED = "lead.stage_changed"
    # Sent by the test button only, to any endpoint.
    TEST = "test"


LABELS = {
    OutgoingEvent.MESSAGE_RECEIVED: _("A customer wrote"),
    OutgoingEvent.MESSAGE_ANSWERED: _("An agent's answer was sent"),
    OutgoingEvent.MESSAGE_FAILED: _("An agent's answer could not be sent"),
    OutgoingEvent.TAKEN_OVER: _("A person took a conversation over"),
    OutgoingEvent.HANDED_BACK: _("A conversation was handed back to the agent"),
    OutgoingEvent.LEAD_STAGE_CHANGED: _("A lead moved to another stage in Kommo"),
}
CHOICES = [(event.value, label) for event, label in LABELS.items()]


def event_label(name: str) -> str:
    """An event of another time stands under its own name."""
    return str(LABELS.get(name) or (_("Test") if name == OutgoingEvent.TEST else name))
