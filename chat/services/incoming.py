"""What Kommo tells us was said in a talk."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from chat.models import Conversation, Message
from chat.services.replies import reply_sent
from chat.signals import message_received

# An echo of our own reply comes within this time of our sending it.
ECHO_WINDOW = timedelta(minutes=15)


@transaction.atomic
def message_receive(
    *,
    conversation: Conversation,
    external_id: str,
    text: str,
    author_name: str,
    attachment: dict[str, Any],
    said_at: datetime,
) -> Message | None:
    """Keep a customer's message. None when Kommo's id is known: the hook was sent again."""
    message, created = Message.objects.get_or_create(
        external_id=external_id,
        defaults={
            "conversation": conversation,
            "author": Message.Author.CUSTOMER,
            "author_name": author_name,
            "text": text,
            "attachment": attachment,
            "said_at": said_at,
        },
    )
    if not created:
        return None
    message_received.send(sender=Message, message_id=message.pk)
    return message


def outgoing_note(
    *, conversation: Conversation, external_id: str, text: str, author: str, author_name: str, said_at: datetime
) -> Message | None:
    """Keep what was said on our side. None when it is known, or is the echo of a reply of ours.

    The echo may come before our own commit of Kommo's id, and Kommo does not say how it marks what integrations
    sent: so a reply under way with the same words is taken to be it.
    """
    if Message.objects.filter(external_id=external_id).exists():
        return None
    ours = (
        Message.objects.select_for_update()
        .filter(conversation=conversation, author=Message.Author.AGENT, external_id=None, text=text)
        .filter(Q(state=Message.State.SENDING) | Q(state=Message.State.UNKNOWN), sending_at__gte=said_at - ECHO_WINDOW)
        .order_by("pk")
        .first()
    )
    if ours is not None:
        reply_sent(reply=ours, external_id=external_id)
        return None
    # While we waited for the lock, our own commit may have given the reply this id.
    message, created = Message.objects.get_or_create(
        external_id=external_id,
        defaults={
            "conversation": conversation,
            "author": author,
            "author_name": author_name,
            "text": text,
            "said_at": said_at,
        },
    )
    return message if created else None
