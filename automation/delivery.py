"""What became of replies that Kommo took: read back from the talk a few times, with growing pauses."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from automation.kinds import DELIVERY_JOB
from chat import selectors as chat_selectors
from chat import services as chat
from chat.models import Conversation, Message
from crm_kommo import services as crm
from crm_kommo.errors import OutcomeUnknown, SendRefused, TryLater
from tenants.jobs import job_put

# Between one look and the next; after the last one what is not told stays "sent".
PAUSES = [timedelta(seconds=seconds) for seconds in (3, 15, 60, 300, 1800)]
# Clocks differ: messages of the talk are looked at from a little before we began to send.
CLOCK_SKEW = timedelta(minutes=2)

OUTCOMES = {"delivered": Message.Delivery.DELIVERED, "error": Message.Delivery.FAILED}


def delivery_watch(*, conversation_id: int, looks: int = 0) -> None:
    """Owe a look at what became of the replies of a talk; one job a talk, however many replies."""
    if looks < len(PAUSES):
        job_put(
            DELIVERY_JOB,
            key=str(conversation_id),
            payload={"conversation_id": conversation_id, "looks": looks},
            due_at=timezone.now() + PAUSES[looks],
        )


def delivery_read(*, conversation_id: int, looks: int) -> None:
    """Ask Kommo once. Without the permission to read nothing more is asked: the hooks say at least "sent"."""
    conversation = Conversation.objects.get(pk=conversation_id)
    waiting = chat_selectors.undelivered(conversation)
    if not waiting or conversation.talk_id is None:
        return
    try:
        since = min(message.sending_at for message in waiting) - CLOCK_SKEW
        said = crm.talk_messages(talk_id=conversation.talk_id, since=since)
    except SendRefused:
        return
    except (TryLater, OutcomeUnknown):
        said = []
    told = {message.id: OUTCOMES.get(message.delivery) for message in said if message.is_outgoing}
    for message in waiting:
        if outcome := told.get(message.external_id):
            reason = _("The messenger did not take it.") if outcome == Message.Delivery.FAILED else ""
            chat.reply_delivery(reply=message, delivery=outcome, reason=reason)
    if any(not told.get(message.external_id) for message in waiting):
        delivery_watch(conversation_id=conversation_id, looks=looks + 1)
