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
def reply_sent(*, reply: Message, external_id: str | None, sent_by: str = "") -> bool:
    """Kommo has it, under this id. A bot was told to say it: then the id is None until its echo tells it."""
    if external_id is not None and _move(reply, State.SENT, only={"external_id": None}, external_id=external_id):
        return True
    sent = {"external_id": external_id, "state_reason": "", "delivery": Message.Delivery.PENDING, "sent_by": sent_by}
    if _move(reply, State.SENDING, State.UNKNOWN, state=State.SENT, **sent):
        reply_was_sent.send(sender=Message, message_id=reply.pk)
        return True
    # The echo was faster than our own commit, and does not know by which way it went.
    _move(reply, State.SENT, only={"sent_by": ""}, sent_by=sent_by)
    return False


def reply_delivery(*, reply: Message, delivery: str, reason: str = "") -> bool:
    """What the messenger made of it, which is told later."""
    return _move(reply, State.SENT, delivery=delivery, delivery_reason=reason[:300])


@transaction.atomic
def reply_split(*, reply: Message, pieces: list[str]) -> None:
    """It is too long for one message: it keeps the first piece, each further one waits behind the one before it."""
    Message.objects.filter(pk=reply.pk).update(text=pieces[0], updated_at=timezone.now())
    behind = Message.objects.filter(continues=reply).first()
    Message.objects.filter(continues=reply).update(continues=None)
    last = reply
    for piece in pieces[1:]:
        last = Message.objects.create(
            conversation_id=reply.conversation_id,
            author=Message.Author.AGENT,
            author_name=reply.author_name,
            text=piece,
            said_at=reply.said_at,
            state=State.QUEUED,
            continues=last,
            restarts=reply.restarts,
            model=reply.model,
        )
    if behind:
        Message.objects.filter(pk=behind.pk).update(continues=last)
    reply.refresh_from_db(fields=["text"])


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


def _move(reply: Message, *leaving: State, only: dict[str, Any] | None = None, **changes: Any) -> bool:
    """`only`: what else must still be so."""
    if "state_reason" in changes:
        changes["state_reason"] = changes["state_reason"][:300]
    still = Message.objects.filter(pk=reply.pk, state__in=leaving, **(only or {}))
    return still.update(**changes, updated_at=timezone.now()) == 1
