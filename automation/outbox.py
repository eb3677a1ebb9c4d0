"""Sending a queued reply: at most once in the customer's eyes, whatever dies on the way.

`sending` is committed before Kommo is called. Who finds a reply in that state later does not know whether Kommo has
it, and reads the talk before anything else.
"""

from datetime import timedelta

import structlog
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from agents.verdicts import Reason
from automation.custody import why_not_to_send
from automation.delivery import CLOCK_SKEW, delivery_watch
from automation.kinds import SEND_JOB, TURN_JOB
from automation.scope import why_out_of_scope
from automation.wanted import RESTARTS_MOST
from chat import selectors as chat_selectors
from chat import services as chat
from chat.models import Conversation, Message
from crm_kommo import services as crm
from crm_kommo.errors import OutcomeUnknown, SendRefused, TooLong, TryLater
from tenants.jobs import RetryLater, job_put, lease_renew

log = structlog.get_logger(__name__)

# A reply that is not in the talk by then was not accepted, and may be sent again.
SETTLED_AFTER = crm.LONGEST_SEND + timedelta(seconds=5)
# The lease of the job: whoever sends has come back, or is dead, when it ends.
SEND_LEASE = crm.LONGEST_SEND + timedelta(seconds=15)
# An answer that could not be sent for so long is no answer any more; one whose outcome cannot be read stays unknown.
GIVE_UP_AFTER = timedelta(minutes=15)
READ_AGAIN = timedelta(seconds=15)
# Where Kommo does not let us read the talk only an echo can tell, and one comes within this time or never.
NOT_READABLE_AFTER = timedelta(minutes=2)


def reply_send(*, message_id: int) -> None:
    """Send one reply, or settle what became of it. Raises RetryLater while that cannot be told or done."""
    reply = Message.objects.select_related("conversation").get(pk=message_id)
    if reply.state == Message.State.SENDING:
        _reconcile(reply)
    elif _claim(reply):
        lease_renew()
        _send(reply)
    _go_on_after(reply)


def reply_abandon(*, message_id: int, reason: str) -> None:
    """The job is dead: its reply must not stand as waiting, or as answered, for ever."""
    reply = Message.objects.get(pk=message_id)
    if reply.state == Message.State.SENDING:
        chat.reply_unknown(reply=reply, reason=reason)
    else:
        chat.reply_fail(reply=reply, reason=reason, decision=Reason.FAILED)
    _go_on_after(reply)


def _go_on_after(reply: Message) -> None:
    """What became of a piece of a long reply decides about the next one; its delivery is watched."""
    reply.refresh_from_db(fields=["state", "state_reason"])
    following = chat_selectors.continuation(reply.pk)
    if reply.state == Message.State.SENT:
        delivery_watch(conversation_id=reply.conversation_id)
        if following:
            job_put(SEND_JOB, key=str(following.pk), payload={"message_id": following.pk})
    elif following and reply.state not in (Message.State.QUEUED, Message.State.SENDING):
        was_dropped = reply.state == Message.State.DROPPED
        chat.reply_drop(reply=following, reason=reply.state_reason if was_dropped else Reason.KOMMO_REFUSED)
        _go_on_after(following)


def _claim(reply: Message) -> bool:
    """Under the conversation's lock: is it still wanted? Then it is `sending` from here on."""
    out_of_scope = why_out_of_scope(conversation=reply.conversation, decision=chat_selectors.decision_of(reply))
    with transaction.atomic():
        conversation = Conversation.objects.select_for_update().get(pk=reply.conversation_id)
        if given_way := why_not_to_send(conversation, reply, timezone.now()):
            chat.reply_drop(reply=reply, reason=given_way)
            return False
        if out_of_scope:
            chat.reply_drop(reply=reply, reason=out_of_scope)
            return False
        if reply.restarts < RESTARTS_MOST and _customer_wrote_more(reply):
            if chat.reply_drop(reply=reply, reason=Reason.SUPERSEDED, undecide=True):
                _answer_everything_together(conversation)
            return False
        if reply.continues_id and chat_selectors.customer_interrupts(reply):
            chat.reply_drop(reply=reply, reason=Reason.SUPERSEDED)
            return False
        reply.sending_at = timezone.now()
        return chat.reply_claim(reply=reply, at=reply.sending_at)


def _customer_wrote_more(reply: Message) -> bool:
    """Of a reply of which nothing was sent yet."""
    if reply.answers_up_to is None:
        return False
    newest = chat_selectors.newest_customer_message_id(reply.conversation_id)
    return newest is not None and newest > reply.answers_up_to


def _answer_everything_together(conversation: Conversation) -> None:
    """The turn which the newer message has opened may have run already."""
    job_put(
        TURN_JOB,
        key=str(conversation.pk),
        payload={"conversation_id": conversation.pk},
        due_at=timezone.now() + timedelta(seconds=settings.TURN_WAIT_SECONDS),
    )


def _send(reply: Message) -> None:
    try:
        sent = _send_or_cut(reply)
    except SendRefused as error:
        log.warning("reply_refused", reason=error.code)
        chat.reply_fail(reply=reply, reason=error.code, decision=Reason.KOMMO_REFUSED)
    except TryLater as error:
        _send_later(reply, error)
    except OutcomeUnknown as error:
        raise RetryLater(after=SETTLED_AFTER, reason=str(error), counts=False) from error
    else:
        _mark_sent(reply, sent)


def _send_or_cut(reply: Message) -> crm.Sent:
    """By the way that is open; a text too long for it is cut into messages of which this reply is the first."""
    while True:
        try:
            return _give(reply)
        except TooLong as error:
            chat.reply_split(reply=reply, pieces=error.pieces)


def _give(reply: Message) -> crm.Sent:
    conversation = reply.conversation
    return crm.reply_send(
        key=str(reply.pk),
        talk_id=conversation.talk_id,
        lead_id=conversation.lead_id,
        origin=conversation.channel,
        text=reply.text,
    )


def _mark_sent(reply: Message, sent: crm.Sent) -> None:
    chat.reply_sent(reply=reply, external_id=sent.external_id, sent_by=sent.by)


def _send_later(reply: Message, error: TryLater) -> None:
    """Kommo has not got it and cannot take it now: nobody's fault, but not for ever."""
    if timezone.now() - reply.said_at > GIVE_UP_AFTER:
        chat.reply_fail(reply=reply, reason=error.code, decision=Reason.KOMMO_AWAY)
        return
    chat.reply_requeue(reply=reply)
    raise RetryLater(after=error.after, reason=str(error), counts=False) from error


def _reconcile(reply: Message) -> None:
    """Somebody began to send this reply and did not come back: look for it in the talk."""
    age = timezone.now() - reply.sending_at
    try:
        external_id = _find_in_talk(reply)
    except (TryLater, OutcomeUnknown, SendRefused) as error:
        if age > (NOT_READABLE_AFTER if isinstance(error, SendRefused) else GIVE_UP_AFTER):
            chat.reply_unknown(reply=reply, reason=error.code)
            return
        raise RetryLater(after=READ_AGAIN, reason=str(error), counts=False) from error
    if external_id is not None:
        chat.reply_sent(reply=reply, external_id=external_id)
    elif age < SETTLED_AFTER:
        raise RetryLater(after=SETTLED_AFTER - age, reason="waiting until Kommo has surely answered", counts=False)
    elif chat.reply_requeue(reply=reply):
        raise RetryLater(after=timedelta(0), reason="Kommo has not got it", counts=False)


def _find_in_talk(reply: Message) -> str | None:
    """Kommo's id of our message, if it is there and is no other message that we know."""
    if reply.conversation.talk_id is None:
        return None
    said = crm.talk_messages(talk_id=reply.conversation.talk_id, since=reply.sending_at - CLOCK_SKEW)
    same = [message.id for message in said if message.is_outgoing and message.text == reply.text]
    known = set(Message.objects.filter(external_id__in=same).values_list("external_id", flat=True))
    return next((external_id for external_id in same if external_id not in known), None)
