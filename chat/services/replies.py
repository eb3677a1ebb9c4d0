"""The life of a reply of ours: queued → sending → sent, or dropped, failed, unknown with a reason.

Every way out of `queued` and `sending` asks for the state it leaves: two workers, or our own echo, may come to the same
reply, and whoever is second changes nothing and is told so.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from chat.models import Conversation, Decision, Message
from chat.signals import reply_has_failed, reply_was_sent

State = Message.State


def reply_queue(
    *,
    conversation: Conversation,
    text: str,
    answers: list[Message],
    author_name: str,
    model: str,
    sources: list[dict[str, Any]],
    restarts: int,
    at: datetime,
) -> Message:
    """A reply that waits to be sent. IntegrityError when these messages have one: the turn was run twice."""
    return Message.objects.create(
        conversation=conversation,
        author=Message.Author.AGENT,
        author_name=author_name,
        text=text,
        said_at=at,
        state=State.QUEUED,
        answers_up_to=max(message.pk for message in answers),
        restarts=restarts,
        model=model,
        sources=sources,
    )


def reply_claim(*, reply: Message, at: datetime) -> bool:
    """From here on it may be at Kommo. Committed before Kommo is called."""
    return _move(reply, State.QUEUED, state=State.SENDING, sending_at=at)


def reply_requeue(*, reply: Message) -> bool:
    """Kommo has not got it, that is certain: it may be sent again."""
    return _move(reply, State.SENDING, state=State.QUEUED)


@transaction.atomic
def reply_sent(*, reply: Message, external_id: str) -> bool:
    """Kommo has it, under this id."""
    sent = _move(reply, State.SENDING, State.UNKNOWN, state=State.SENT, external_id=external_id, state_reason="")
    if sent:
        reply_was_sent.send(sender=Message, message_id=reply.pk)
    return sent


def reply_unknown(*, reply: Message, reason: str) -> bool:
    """It cannot be told whether the customer got it; it is not sent again. The echo may still settle it."""
    return _move(reply, State.SENDING, state=State.UNKNOWN, state_reason=reason)


@transaction.atomic
def reply_fail(*, reply: Message, reason: str, decision: str) -> bool:
    """It will not be sent; `decision` is the code that the decisions it stood for get."""
    failed = _move(reply, State.QUEUED, State.SENDING, state=State.FAILED, state_reason=reason)
    if failed:
        Decision.objects.filter(reply=reply).update(answered=False, reason=decision)
        reply_has_failed.send(sender=Message, message_id=reply.pk)
    return failed


@transaction.atomic
def reply_drop(*, reply: Message, reason: str, undecide: bool = False) -> bool:
    """It is no longer wanted. `undecide`: the messages it answered wait for the next turn again."""
    dropped = _move(reply, State.QUEUED, state=State.DROPPED, state_reason=reason)
    if dropped:
        decided = Decision.objects.filter(reply=reply)
        if undecide:
            decided.delete()
        else:
            decided.update(answered=False, reason=reason)
    return dropped


def _move(reply: Message, *leaving: State, **changes: Any) -> bool:
    if "state_reason" in changes:
        changes["state_reason"] = changes["state_reason"][:300]
    moved = Message.objects.filter(pk=reply.pk, state__in=leaving).update(**changes, updated_at=timezone.now())
    return moved == 1
