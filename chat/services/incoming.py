"""What Kommo tells us was said in a talk."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from chat.models import Conversation, Message
from chat.services.bots import told_by_bot
from chat.services.episodes import episode_go_on
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
    """Keep a customer's message. None when it is known: the hook was sent again, or a bot has passed it on before."""
    if told_by_bot(conversation=conversation, external_id=external_id, text=text, said_at=said_at):
        return None
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
    episode_go_on(conversation=conversation, at=said_at)
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
    ours = _reply_of_echo(conversation, text, said_at)
    if ours is not None:
        reply_sent(reply=ours, external_id=external_id)
        return None
    if author == Message.Author.BOT and _is_shown_piece(conversation, text, said_at):
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


def _reply_of_echo(conversation: Conversation, text: str, said_at: datetime) -> Message | None:
    """A reply with these words whose id at Kommo is not known yet."""
    state = Message.State
    return (
        Message.objects.select_for_update()
        .filter(conversation=conversation, author=Message.Author.AGENT, external_id=None, text=text)
        .filter(state__in=[state.SENDING, state.UNKNOWN, state.SENT], sending_at__gte=said_at - ECHO_WINDOW)
        .order_by("pk")
        .first()
    )


def _is_shown_piece(conversation: Conversation, text: str, said_at: datetime) -> bool:
    """A waiting bot shows our reply in short pieces, each a message of its own in Kommo."""
    piece = text.strip().removesuffix("…")
    by_bot = Q(sent_by="widget") | Q(state=Message.State.SENDING)
    ours = Message.objects.filter(by_bot, conversation=conversation, author=Message.Author.AGENT)
    return bool(piece) and ours.filter(sending_at__gte=said_at - ECHO_WINDOW, text__contains=piece).exists()
