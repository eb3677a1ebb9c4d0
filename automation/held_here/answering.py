"""The answer of a conversation that is held here: made, and stored as sent, if it is still wanted."""

from datetime import datetime
from functools import partial

from django.db import transaction

from agents.answering import NotWanted
from agents.gates import Verdict
from agents.verdicts import Reason
from automation.custody import take_back, why_given_way
from automation.held_here.actions import carry_out_here
from automation.held_here.held import Held, held_of
from automation.held_here.live_text import Growing, text_is_done
from automation.held_here.owing import answer_owe
from automation.held_here.thinking import think_here
from automation.instead import NotYet
from automation.thinking import Thought
from automation.turns import RESTARTS_MOST
from chat import selectors as chat_selectors
from chat import services as chat
from chat.models import Conversation, Message


def answer_run(*, conversation_id: int) -> None:
    """Answer what waits, or record why not. Talks to the model: no transaction is open."""
    held = held_of(Conversation.objects.get(pk=conversation_id))
    restarts = 0
    while not _try(held, restarts=restarts):
        restarts += 1


def _try(held: Held, *, restarts: int) -> bool:
    """False: somebody wrote meanwhile, think again."""
    try:
        thought = think_here(held, on_text=Growing(held.conversation.pk), restarts=restarts)
    except NotWanted:
        return False
    if isinstance(thought, NotYet):
        _put_off(held, thought)
        return True
    return thought is None or answer_settle(held, thought, restarts=restarts)


def answer_abandon(*, conversation_id: int) -> None:
    """The job is dead: what waits is recorded as failed, so that no message is without a decision."""
    held = held_of(Conversation.objects.get(pk=conversation_id))
    _store(held, Thought(chat_selectors.undecided(held.conversation), Verdict(Reason.FAILED)), restarts=0)


@transaction.atomic
def _put_off(held: Held, not_yet: NotYet) -> None:
    opens: datetime | None = not_yet.until + held.persona.ahead if not_yet.for_opening else None
    chat.conversation_wait(conversation=held.conversation, until=opens)
    answer_owe(held.conversation.pk, at=not_yet.until)
    _announce(held)


def answer_settle(held: Held, thought: Thought, *, restarts: int) -> bool:
    """Store decision and answer, if still wanted. False: the customer wrote more, think again."""
    with transaction.atomic():
        conversation = Conversation.objects.select_for_update().get(pk=held.conversation.pk)
        fresh = {message.pk for message in chat_selectors.undecided(conversation)}
        if not fresh.issuperset(message.pk for message in thought.messages):
            return True  # settled by another run, after its lease had run out here
        now, scope = held.now(), thought.verdict.scope
        if thought.reply and (given_way := why_given_way(conversation, scope.settings.takeover, now)):
            thought = Thought(thought.messages, Verdict(given_way, scope=scope), trace=thought.trace)
        if thought.reply and len(fresh) > len(thought.messages) and restarts < RESTARTS_MOST:
            return False
        if thought.reply:
            take_back(conversation, scope.settings.takeover, now)
        _store(held, thought, restarts=restarts)
        return True


def _store(held: Held, thought: Thought, *, restarts: int) -> None:
    verdict, reply, now = thought.verdict, thought.reply, held.now()
    chat.conversation_wait(conversation=held.conversation, until=None)
    given = _give(held, thought, restarts, now) if reply and reply.text else None
    reply_trace = reply.trace if reply else {}
    chat.decisions_record(
        messages=thought.messages,
        reason=reply.reason if reply else verdict.reason,
        answered=given is not None,
        agent_id=verdict.agent_id,
        agent_name=verdict.agent_name,
        agent_version=thought.version,
        reply=given,
        trace={"gates": verdict.passed, "stage_id": thought.stage_id, **thought.trace, **reply_trace},
    )
    if held.is_test:
        chat.decisions_date(messages=thought.messages, at=now)
    if reply:
        carry_out_here(held, reply.actions)
    _announce(held)


def _give(held: Held, thought: Thought, restarts: int, now: datetime) -> Message:
    return chat.answer_give(
        conversation=held.conversation,
        text=thought.reply.text,
        answers=thought.messages,
        author_name=thought.verdict.agent_name,
        model=thought.reply.model,
        sources=thought.reply.sources,
        restarts=restarts,
        at=now,
    )


def _announce(held: Held) -> None:
    transaction.on_commit(partial(text_is_done, held.conversation.pk))
