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
from automation.kinds import SEND_JOB, TURN_JOB
from automation.scope import facts_of
from chat import selectors as chat_selectors
from chat import services as chat
from chat.models import Conversation, Message
from crm_kommo import services as crm
from crm_kommo.errors import OutcomeUnknown, SendRefused, TryLater
from tenants.jobs import RetryLater, job_put

log = structlog.get_logger(__name__)

# Kommo's answer takes 20 seconds at most (the client's total time-out). A reply that is not in the talk by then was
# not accepted, and may be sent again.
SETTLED_AFTER = timedelta(seconds=25)
# If the talk cannot be read for this long, the outcome stays unknown and a person is told.
GIVE_UP_AFTER = timedelta(minutes=10)
# Clocks differ: messages of the talk are looked at from a little before we began to send.
CLOCK_SKEW = timedelta(minutes=2)


def reply_send(*, message_id: int) -> None:
    """Send one reply, or settle what became of it. Raises RetryLater while that cannot be told or done."""
    reply = Message.objects.select_related("conversation").get(pk=message_id)
    if reply.state == Message.State.SENDING:
        _reconcile(reply)
        return
    if _claim(reply):
        _send(reply)


def _claim(reply: Message) -> bool:
    """Under the conversation's lock: is it still wanted? Then it is `sending` from here on."""
    in_scope = _still_in_scope(reply)
    with transaction.atomic():
        conversation = Conversation.objects.select_for_update().get(pk=reply.conversation_id)
        reply.refresh_from_db()
        if reply.state != Message.State.QUEUED:
            return False
        if conversation.answered_by == Conversation.AnsweredBy.PERSON:
            chat.reply_drop(reply=reply, reason=Reason.PERSON_TOOK_OVER)
            return False
        if not in_scope:
            chat.reply_drop(reply=reply, reason=Reason.LEFT_SCOPE)
            return False
        if reply.restarts == 0 and _customer_wrote_more(reply):
            chat.reply_drop(reply=reply, reason=Reason.SUPERSEDED, undecide=True)
            # The turn which that message has opened may have run already: this one answers everything together.
            job_put(
                TURN_JOB,
                key=str(conversation.pk),
                payload={"conversation_id": conversation.pk},
                due_at=timezone.now() + timedelta(seconds=settings.TURN_WAIT_SECONDS),
            )
            return False
        chat.reply_claim(reply=reply, at=timezone.now())
        return True


def _still_in_scope(reply: Message) -> bool:
    verdict = decide(facts_of(conversation=reply.conversation, has_text=True), scopes_active())
    return verdict.agent_id is not None or verdict.reason is Reason.PERSON_TOOK_OVER


def _customer_wrote_more(reply: Message) -> bool:
    newest = chat_selectors.newest_customer_message_id(reply.conversation_id)
    return newest is not None and newest > reply.answers_up_to


def _send(reply: Message) -> None:
    try:
        external_id = crm.message_send(talk_id=reply.conversation.talk_id, text=reply.text)
    except SendRefused as error:
        log.warning("reply_refused", reason=error.code)
        with transaction.atomic():
            chat.reply_fail(reply=reply, reason=str(error), decision=Reason.KOMMO_REFUSED)
    except TryLater as error:
        chat.reply_requeue(reply=reply)
        raise RetryLater(after=error.after, reason=str(error)) from error
    except OutcomeUnknown as error:
        raise RetryLater(after=SETTLED_AFTER, reason=str(error)) from error
    else:
        _mark_sent(reply, external_id)


def _reconcile(reply: Message) -> None:
    """Somebody began to send this reply and did not come back: look for it in the talk."""
    age = timezone.now() - reply.sending_at
    try:
        external_id = _find_in_talk(reply)
    except (TryLater, OutcomeUnknown, SendRefused) as error:
        if age > GIVE_UP_AFTER:
            chat.reply_unknown(reply=reply, reason=str(error), decision=Reason.OUTCOME_UNKNOWN)
            return
        raise RetryLater(after=timedelta(seconds=15), reason=str(error), counts=False) from error
    if external_id is not None:
        _mark_sent(reply, external_id)
    elif age < SETTLED_AFTER:
        raise RetryLater(after=SETTLED_AFTER - age, reason="waiting until Kommo has surely answered", counts=False)
    else:
        chat.reply_requeue(reply=reply)
        job_put(SEND_JOB, key=str(reply.pk), payload={"message_id": reply.pk})


def _find_in_talk(reply: Message) -> str | None:
    """Kommo's id of our message, if it is there and is no other message that we know."""
    said = crm.talk_messages(talk_id=reply.conversation.talk_id, since=reply.sending_at - CLOCK_SKEW)
    same = [message.id for message in said if message.is_outgoing and message.text == reply.text]
    known = set(Message.objects.filter(external_id__in=same).values_list("external_id", flat=True))
    return next((external_id for external_id in same if external_id not in known), None)


def _mark_sent(reply: Message, external_id: str) -> None:
    """The echo of our message may have been first: then it is marked already."""
    with transaction.atomic():
        locked = Message.objects.select_for_update().get(pk=reply.pk)
        if locked.state != Message.State.SENT:
            chat.reply_sent(reply=locked, external_id=external_id)
