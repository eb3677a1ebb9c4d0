"""The one listener to facts of the apps below. A receiver owes work, in the fact's own transaction; it does none."""

from typing import Any

from django.dispatch import receiver
from django.utils import timezone

from automation.gaps import gap_owe
from automation.outgoing.events import OutgoingEvent
from automation.outgoing.facts import conversation_tell, message_received_tell, reply_tell
from automation.remembering import QUIET, remember_owe
from automation.summarizing import summary_owe
from chat import signals
from chat.models import Conversation, Message


@receiver(signals.message_received)
def tell_message(message_id: int, **_later) -> None:
    message = _message(message_id)
    message_received_tell(message=message)
    remember_owe(conversation_id=message.conversation_id, at=timezone.now() + QUIET)
    summary_owe(message.conversation)


@receiver(signals.reply_was_sent)
def tell_answer(message_id: int, **_later) -> None:
    reply_tell(message=_message(message_id), event=OutgoingEvent.MESSAGE_ANSWERED)


@receiver(signals.reply_has_failed)
def tell_failure(message_id: int, **_later) -> None:
    reply_tell(message=_message(message_id), event=OutgoingEvent.MESSAGE_FAILED)


@receiver(signals.messages_decided)
def owe_gap(message_ids: list[int], reason: str, trace: dict[str, Any], **_later) -> None:
    gap_owe(message_ids=message_ids, reason=reason, trace=trace)


@receiver(signals.conversation_taken_over)
def tell_takeover(conversation_id: int, **_later) -> None:
    _tell(conversation_id, OutgoingEvent.TAKEN_OVER)


@receiver(signals.conversation_handed_back)
def tell_hand_back(conversation_id: int, **_later) -> None:
    _tell(conversation_id, OutgoingEvent.HANDED_BACK)


def _tell(conversation_id: int, event: OutgoingEvent) -> None:
    """Nobody outside is told of a test."""
    conversation = Conversation.objects.get(pk=conversation_id)
    if conversation.origin != Conversation.Origin.TEST:
        conversation_tell(conversation=conversation, event=event)


@receiver(signals.conversation_resolved)
def remember(conversation_id: int, **_later) -> None:
    remember_owe(conversation_id=conversation_id, at=timezone.now())


def _message(message_id: int) -> Message:
    return Message.objects.select_related("conversation").get(pk=message_id)
