"""The life of a reply of ours: queued → sending → sent, or dropped, failed, unknown with a reason."""

from datetime import datetime
from typing import Any

from django.db import transaction

from chat.models import Conversation, Decision, Message


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
        state=Message.State.QUEUED,
        answers_up_to=max(message.pk for message in answers),
        restarts=restarts,
        model=model,
        sources=sources,
    )


def reply_claim(*, reply: Message, at: datetime) -> None:
    """Written and committed before Kommo is called."""
    reply.state = Message.State.SENDING
    reply.sending_at = at
    reply.save(update_fields=["state", "sending_at", "updated_at"])


def reply_requeue(*, reply: Message) -> None:
    """Kommo has not got it, that is certain: it may be sent again."""
    reply.state = Message.State.QUEUED
    reply.save(update_fields=["state", "updated_at"])


def reply_sent(*, reply: Message, external_id: str) -> None:
    reply.state = Message.State.SENT
    reply.external_id = external_id
    reply.state_reason = ""
    reply.save(update_fields=["state", "external_id", "state_reason", "updated_at"])


@transaction.atomic
def reply_fail(*, reply: Message, reason: str, decision: str) -> None:
    """Kommo refused it for good; `decision` is the code that the decisions it stood for get."""
    _end(reply, Message.State.FAILED, reason)
    Decision.objects.filter(reply=reply).update(answered=False, reason=decision)


@transaction.atomic
def reply_unknown(*, reply: Message, reason: str, decision: str) -> None:
    """It cannot be told whether the customer got it; it is not sent again."""
    _end(reply, Message.State.UNKNOWN, reason)
    Decision.objects.filter(reply=reply).update(reason=decision)


@transaction.atomic
def reply_drop(*, reply: Message, reason: str, undecide: bool = False) -> None:
    """It is no longer wanted. `undecide`: the messages it answered wait for the next turn again."""
    _end(reply, Message.State.DROPPED, reason)
    decided = Decision.objects.filter(reply=reply)
    if undecide:
        decided.delete()
    else:
        decided.update(answered=False, reason=reason)


def _end(reply: Message, state: Message.State, reason: str) -> None:
    reply.state = state
    reply.state_reason = reason[:300]
    reply.save(update_fields=["state", "state_reason", "updated_at"])
