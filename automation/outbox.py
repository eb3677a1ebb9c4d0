"""Sending a queued reply: at most once in the customer's eyes, whatever dies on the way.

`sending` is committed before Kommo is called. Who finds a reply in that state later does not know whether Kommo has
it, and reads the talk before anything else.
"""

from datetime import timedelta

import structlog
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from agents.gates import decide
from agents.selectors import scopes_active
from agents.verdicts import Reason
from automation.kinds import TURN_JOB
from automation.scope import facts_of
from automation.turns import RESTARTS_MOST
from chat import selectors as chat_selectors
from chat import services as chat
from chat.models import Conversation, Message
from crm_kommo import services as crm
from crm_kommo.errors import OutcomeUnknown, SendRefused, TryLater
from tenants.jobs import RetryLater, job_put, lease_renew

log = structlog.get_logger(__name__)

# A reply that is not in the talk by then was not accepted, and may be sent again.
SETTLED_AFTER = crm.LONGEST_SEND + timedelta(seconds=5)
# The lease of the job: whoever sends has come back, or is dead, when it ends.
SEND_LEASE = crm.LONGEST_SEND + timedelta(seconds=15)
# An answer that could not be sent for so long is no answer any more; one whose outcome cannot be read stays unknown.
GIVE_UP_AFTER = timedelta(minutes=15)
READ_AGAIN = timedelta(seconds=15)
# Clocks differ: messages of the talk are looked at from a little before we began to send.
CLOCK_SKEW = timedelta(minutes=2)


def reply_send(*, message_id: int) -> None:
    """Send one reply, or settle what became of it. Raises RetryLater while that cannot be told or done."""
    reply = Message.objects.select_related("conversation").get(pk=message_id)
    if reply.state == Message.State.SENDING:
        _reconcile(reply)
    elif _claim(reply):
        lease_renew()
        _send(reply)


def reply_abandon(*, message_id: int, reason: str) -> None:
    """The job is dead: its reply must not stand as waiting, or as answered, for ever."""
    reply = Message.objects.get(pk=message_id)
    if reply.state == Message.State.SENDING:
        chat.reply_unknown(reply=reply, reason=reason)
    else:
        chat.reply_fail(reply=reply, reason=reason, decision=Reason.FAILED)


def _claim(reply: Message) -> bool:
    """Under the conversation's lock: is it still wanted? Then it is `sending` from here on."""
    in_scope = _still_in_scope(reply)
    with transaction.atomic():
        conversation = Conversation.objects.select_for_update().get(pk=reply.conversation_id)
        if conversation.answered_by == Conversation.AnsweredBy.PERSON:
            chat.reply_drop(reply=reply, reason=Reason.PERSON_TOOK_OVER)
            return False
        if not in_scope:
            chat.reply_drop(reply=reply, reason=Reason.LEFT_SCOPE)
            return False
        if reply.restarts < RESTARTS_MOST and _customer_wrote_more(reply):
            if chat.reply_drop(reply=reply, reason=Reason.SUPERSEDED, undecide=True):
                _answer_everything_together(conversation)
            return False
        reply.sending_at = timezone.now()
        return chat.reply_claim(reply=reply, at=reply.sending_at)


def _still_in_scope(reply: Message) -> bool:
    verdict = decide(facts_of(conversation=reply.conversation, has_text=True), scopes_active())
    return verdict.agent_id is not None or verdict.reason is Reason.PERSON_TOOK_OVER


def _customer_wrote_more(reply: Message) -> bool:
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
        external_id = crm.message_send(talk_id=reply.conversation.talk_id, text=reply.text)
    except SendRefused as error:
        log.warning("reply_refused", reason=error.code)
        chat.reply_fail(reply=reply, reason=str(error), decision=Reason.KOMMO_REFUSED)
    except TryLater as error:
        _send_later(reply, error)
    except OutcomeUnknown as error:
        raise RetryLater(after=SETTLED_AFTER, reason=str(error), counts=False) from error
    else:
        chat.reply_sent(reply=reply, external_id=external_id)


def _send_later(reply: Message, error: TryLater) -> None:
    """Kommo has not got it and cannot take it now: nobody's fault, but not for ever."""
    if timezone.now() - reply.said_at > GIVE_UP_AFTER:
        chat.reply_fail(reply=reply, reason=str(error), decision=Reason.KOMMO_AWAY)
        return
    chat.reply_requeue(reply=reply)
    raise RetryLater(after=error.after, reason=str(error), counts=False) from error


def _reconcile(reply: Message) -> None:
    """Somebody began to send this reply and did not come back: look for it in the talk."""
    age = timezone.now() - reply.sending_at
    try:
        external_id = _find_in_talk(reply)
    except (TryLater, OutcomeUnknown, SendRefused) as error:
        if age > GIVE_UP_AFTER:
            chat.reply_unknown(reply=reply, reason=str(error))
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
    said = crm.talk_messages(talk_id=reply.conversation.talk_id, since=reply.sending_at - CLOCK_SKEW)
    same = [message.id for message in said if message.is_outgoing and message.text == reply.text]
    known = set(Message.objects.filter(external_id__in=same).values_list("external_id", flat=True))
    return next((external_id for external_id in same if external_id not in known), None)
