"""The turn: the customer has written; after a short wait for more, decide, think, and queue one reply.

A turn is one job per conversation. It may be run again after a crash at any point: what is decided is decided once
(a decision per message, a reply per last message), and what was not committed is simply done again.
"""

from dataclasses import replace
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from agents import selectors as agent_selectors
from agents.answering import NotWanted
from agents.gates import Verdict
from agents.verdicts import Reason
from automation.custody import take_back, why_given_way
from automation.instead import NotYet
from automation.kinds import SEND_JOB, TURN_JOB
from automation.rhythm import goes_on, quiet_at, send_at
from automation.thinking import Thought, think
from automation.turn_actions import carry_out
from automation.wanted import RESTARTS_MOST
from chat import selectors as chat_selectors
from chat import services as chat
from chat.models import Conversation, Message
from tenants.jobs import Merge, job_put


def turn_open(*, conversation: Conversation, now: datetime) -> None:
    """Owe the conversation a turn, in the current transaction: after the burst wait, never later than its cap.

    Which agent will answer is not known yet: the one that waits least is waited for.
    """
    waiting = chat_selectors.undecided(conversation)
    first = min((message.created_at for message in waiting), default=now)
    newest = max(waiting, key=lambda message: message.pk, default=None)
    wait = agent_selectors.shortest_wait(otherwise=settings.TURN_WAIT_SECONDS)
    more = newest is not None and goes_on(newest.text)
    due_at = max(quiet_at(first=first, last=now, wait_seconds=wait, goes_on=more), now)
    _owe(conversation.pk, at=due_at, merge=Merge.REPLACE)


def turn_run(*, conversation_id: int) -> None:
    """Answer what waits in a conversation, or record why not. Talks to Kommo and to the model: no transaction is open.

    Raises RetryLater while Kommo or the workspace's model is away.
    """
    conversation = _take_back(conversation_id)
    restarts = _restarts_before(conversation)
    while not _try(conversation, restarts=restarts):
        restarts += 1


def _try(conversation: Conversation, *, restarts: int) -> bool:
    """False: somebody wrote meanwhile, think again."""
    try:
        thought = think(conversation, restarts=restarts)
    except NotWanted:
        return False
    if isinstance(thought, NotYet):
        _put_off(conversation, thought)
        return True
    return thought is None or _settle(conversation.pk, thought, restarts=restarts)


@transaction.atomic
def _put_off(conversation: Conversation, not_yet: NotYet) -> None:
    chat.conversation_wait(conversation=conversation, until=not_yet.until if not_yet.for_opening else None)
    _owe(conversation.pk, at=not_yet.until)


def _owe(conversation_id: int, *, at: datetime, merge: Merge = Merge.EARLIEST) -> None:
    payload = {"conversation_id": conversation_id}
    job_put(TURN_JOB, key=str(conversation_id), payload=payload, due_at=at, merge=merge)


def turn_abandon(*, conversation_id: int) -> None:
    """The job is dead: what waits is recorded as failed, so that no message is without a decision."""
    conversation = Conversation.objects.get(pk=conversation_id)
    waiting = chat_selectors.undecided(conversation)
    _store(conversation, Thought(waiting, Verdict(Reason.FAILED)), restarts=0)


def _take_back(conversation_id: int) -> Conversation:
    """A reply that still waits to be sent, while the customer has written more, is made anew for everything."""
    with transaction.atomic():
        conversation = Conversation.objects.select_for_update().get(pk=conversation_id)
        if chat_selectors.undecided(conversation):
            for reply in conversation.messages.filter(
                state=Message.State.QUEUED, restarts__lt=RESTARTS_MOST, continues=None
            ):
                chat.reply_drop(reply=reply, reason=Reason.SUPERSEDED, undecide=True)
        return conversation


def _settle(conversation_id: int, thought: Thought, *, restarts: int) -> bool:
    """Store the decision and queue the reply, if still wanted. False: the customer wrote more, think again."""
    with transaction.atomic():
        conversation = Conversation.objects.select_for_update().get(pk=conversation_id)
        waiting = chat_selectors.undecided(conversation)
        fresh = {message.pk for message in waiting}
        if not fresh.issuperset(message.pk for message in thought.messages):
            return True  # this very turn was settled by another run, after its lease had run out here
        now, scope = timezone.now(), thought.verdict.scope
        if thought.reply and (given_way := why_given_way(conversation, scope.settings.takeover, now)):
            thought = _kept_back(thought, given_way)
        wrote_more = len(fresh) > len(thought.messages)
        if thought.reply and wrote_more and restarts < RESTARTS_MOST:
            return False
        if thought.reply:
            conversation = take_back(conversation, scope.settings.takeover, now)
        _store(conversation, thought, restarts=restarts)
        return True


def _kept_back(thought: Thought, reason: Reason) -> Thought:
    """Silence instead; what was done on the way stays told."""
    told = {**thought.trace, **thought.reply.trace}
    return replace(thought, verdict=Verdict(reason, scope=thought.verdict.scope), reply=None, trace=told)


def _store(conversation: Conversation, thought: Thought, *, restarts: int) -> None:
    verdict, reply = thought.verdict, thought.reply
    chat.conversation_wait(conversation=conversation, until=None)
    queued = _queue(conversation, thought, restarts) if reply and reply.text else None
    chat.decisions_record(
        messages=thought.messages,
        reason=reply.reason if reply else verdict.reason,
        answered=queued is not None,
        agent_id=verdict.agent_id,
        agent_name=verdict.agent_name,
        agent_version=thought.version,
        reply=queued,
        trace={
            "gates": verdict.passed,
            "stage_id": thought.stage_id,
            **thought.trace,
            **(reply.trace if reply else {}),
        },
    )
    if reply:
        carry_out(conversation=conversation, actions=reply.actions)


def _queue(conversation: Conversation, thought: Thought, restarts: int) -> Message:
    queued = chat.reply_queue(
        conversation=conversation,
        text=thought.reply.text,
        answers=thought.messages,
        author_name=thought.verdict.agent_name,
        model=thought.reply.model,
        sources=thought.reply.sources,
        restarts=restarts,
        at=timezone.now(),
    )
    due_at = send_at(thought.verdict.scope.settings.rhythm, thought.messages)
    job_put(SEND_JOB, key=str(queued.pk), payload={"message_id": queued.pk}, due_at=max(due_at, timezone.now()))
    return queued


def _restarts_before(conversation: Conversation) -> int:
    """How often in a row a reply was dropped because the customer went on writing."""
    # A further piece that was not sent interrupted no thinking.
    ours = conversation.messages.filter(author=Message.Author.AGENT, continues=None)
    last = ours.order_by("-pk").first()
    return last.restarts + 1 if last and last.state_reason == Reason.SUPERSEDED else 0
