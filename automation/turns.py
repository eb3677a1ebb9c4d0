"""The turn: the customer has written; after a short wait for more, decide, think, and queue one reply.

A turn is one job per conversation. It may be run again after a crash at any point: what is decided is decided once
(a decision per message, a reply per last message), and what was not committed is simply done again.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from agents import selectors as agent_selectors
from agents import services as agent_services
from agents.gates import Verdict, decide
from agents.llm.errors import ModelError
from agents.llm.plain import plain_text
from agents.llm.types import Turn
from agents.models import Agent
from agents.runner import Reply, Situation, agent_reply
from agents.verdicts import Reason
from automation.kinds import SEND_JOB, TURN_JOB
from automation.scope import facts_of, stage_name_of
from chat import selectors as chat_selectors
from chat import services as chat
from chat.models import Conversation, Message
from tenants.jobs import Merge, RetryLater, attempts_left, job_put, lease_renew

log = structlog.get_logger(__name__)

# A customer who writes while we think is answered together with that, but only so often: then what is ready goes out.
RESTARTS_MOST = 1
MODEL_RETRY = timedelta(seconds=5)
# What a model is shown of one message, in characters: nobody asks in a book, and the tenant pays for each.
TEXT_MOST = 4_000


@dataclass(frozen=True)
class Thought:
    """What one look at the conversation came to; nothing of it is stored yet."""

    messages: list[Message]
    verdict: Verdict
    reply: Reply | None
    stage_id: int | None = None


def turn_open(*, conversation: Conversation, now: datetime) -> None:
    """Owe the conversation a turn, in the current transaction: after the burst wait, never later than its cap.

    Each message restarts the wait; the cap counts from the first message that waits.
    """
    waiting = chat_selectors.undecided(conversation)
    first = min((message.created_at for message in waiting), default=now)
    wait = timedelta(seconds=settings.TURN_WAIT_SECONDS)
    cap = first + timedelta(seconds=settings.TURN_WAIT_CAP_SECONDS)
    job_put(
        TURN_JOB,
        key=str(conversation.pk),
        payload={"conversation_id": conversation.pk},
        due_at=max(min(now + wait, cap), now),
        merge=Merge.REPLACE,
    )


def turn_run(*, conversation_id: int) -> None:
    """Answer what waits in a conversation, or record why not. Talks to Kommo and to the model: no transaction is open.

    Raises RetryLater while Kommo or the workspace's model is away.
    """
    conversation = _take_back(conversation_id)
    restarts = _restarts_before(conversation)
    while thought := _think(conversation):
        if _settle(conversation_id, thought, restarts=restarts):
            return
        restarts += 1


def turn_abandon(*, conversation_id: int) -> None:
    """The job is dead: what waits is recorded as failed, so that no message is without a decision."""
    conversation = Conversation.objects.get(pk=conversation_id)
    waiting = chat_selectors.undecided(conversation)
    _store(conversation, Thought(waiting, Verdict(Reason.FAILED), None), restarts=0)


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


def _think(conversation: Conversation) -> Thought | None:
    """Gates, then the model. None when nothing waits."""
    messages = chat_selectors.undecided(conversation)
    if not messages:
        return None
    text = "\n".join(message.text for message in messages if message.text.strip())[:TEXT_MOST]
    lease_renew()
    facts = facts_of(conversation=conversation, has_text=bool(text))
    verdict = decide(facts, agent_selectors.scopes_active())
    if verdict.agent_id is None:
        return Thought(messages, verdict, None)
    agent = Agent.objects.get(pk=verdict.agent_id)
    situation = Situation(
        turns=[*_said_before(conversation, messages[0]), Turn("user", text)],
        stage_name=stage_name_of(facts),
        stage_prompt=verdict.stage_prompt,
    )
    lease_renew()
    try:
        reply = agent_reply(agent=agent, situation=situation, patient=attempts_left() > 0)
    except ModelError as error:
        agent_services.provider_note(failure=str(error))
        raise RetryLater(after=MODEL_RETRY, reason=f"{type(error).__name__}: {error}") from error
    agent_services.provider_note(failure=reply.failure)
    return Thought(messages, verdict, reply, facts.stage_id)


def _settle(conversation_id: int, thought: Thought, *, restarts: int) -> bool:
    """Store the decision and queue the reply, if still wanted. False: the customer wrote more, think again."""
    with transaction.atomic():
        conversation = Conversation.objects.select_for_update().get(pk=conversation_id)
        waiting = chat_selectors.undecided(conversation)
        fresh = {message.pk for message in waiting}
        if not fresh.issuperset(message.pk for message in thought.messages):
            return True  # this very turn was settled by another run, after its lease had run out here
        if thought.reply and conversation.answered_by == Conversation.AnsweredBy.PERSON:
            thought = Thought(thought.messages, Verdict(Reason.PERSON_TOOK_OVER), None)
        wrote_more = len(fresh) > len(thought.messages)
        if thought.reply and wrote_more and restarts < RESTARTS_MOST:
            return False
        _store(conversation, thought, restarts=restarts)
        return True


def _store(conversation: Conversation, thought: Thought, *, restarts: int) -> None:
    verdict, reply = thought.verdict, thought.reply
    queued = None
    if reply is not None:
        queued = chat.reply_queue(
            conversation=conversation,
            text=plain_text(reply.text),
            answers=thought.messages,
            author_name=verdict.agent_name,
            model=reply.model,
            sources=reply.sources,
            restarts=restarts,
            at=timezone.now(),
        )
        job_put(SEND_JOB, key=str(queued.pk), payload={"message_id": queued.pk})
    chat.decisions_record(
        messages=thought.messages,
        reason=reply.reason if reply else verdict.reason,
        answered=reply is not None,
        agent_id=verdict.agent_id,
        agent_name=verdict.agent_name,
        reply=queued,
        trace={"gates": verdict.passed, "stage_id": thought.stage_id, **(reply.trace if reply else {})},
    )


def _restarts_before(conversation: Conversation) -> int:
    """How often in a row a reply was dropped because the customer went on writing."""
    last = conversation.messages.filter(author=Message.Author.AGENT).order_by("-pk").first()
    return last.restarts + 1 if last and last.state_reason == Reason.SUPERSEDED else 0


def _said_before(conversation: Conversation, first: Message) -> list[Turn]:
    said = chat_selectors.history(conversation, before=first)
    return [
        Turn("user" if message.author == Message.Author.CUSTOMER else "assistant", message.text[:TEXT_MOST])
        for message in said
        if message.text
    ]
