"""What a bot of Kommo passes on of a customer: the same words may come by a hook as well, before or after."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from chat.models import Conversation, Message
from chat.services.episodes import episode_go_on
from chat.signals import message_received

# The hook and the bot tell of the same message within this time of each other.
TOLD_TWICE_WITHIN = timedelta(minutes=10)


@transaction.atomic
def bot_message_receive(
    *, conversation: Conversation, text: str, author_name: str, said_at: datetime
) -> Message | None:
    """Keep what the customer wrote to a bot. None when the hook about it was first, or the bot passed on no text."""
    if not text:
        return None
    around = Q(said_at__gte=said_at - TOLD_TWICE_WITHIN, said_at__lte=said_at + TOLD_TWICE_WITHIN)
    same = Message.objects.filter(around, conversation__lead_id=conversation.lead_id, text=text)
    if same.filter(author=Message.Author.CUSTOMER).exists():
        return None
    message = Message.objects.create(
        conversation=conversation,
        author=Message.Author.CUSTOMER,
        author_name=author_name,
        text=text,
        said_at=said_at,
    )
    episode_go_on(conversation=conversation, at=said_at)
    message_received.send(sender=Message, message_id=message.pk)
    return message


def told_by_bot(*, conversation: Conversation, external_id: str, text: str, said_at: datetime) -> bool:
    """Whether a bot has passed this message on already; then that one gets Kommo's id."""
    told = (
        Message.objects.select_for_update()
        .filter(conversation=conversation, author=Message.Author.CUSTOMER, external_id=None, text=text)
        .filter(said_at__gte=said_at - TOLD_TWICE_WITHIN, said_at__lte=said_at + TOLD_TWICE_WITHIN)
        .order_by("pk")
        .first()
    )
    if told is None:
        return False
    Message.objects.filter(pk=told.pk).update(external_id=external_id)
    return True
