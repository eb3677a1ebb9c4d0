"""One look at a conversation: may an agent answer, which, and what would it say. Nothing of it is stored yet."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from agents import selectors as agent_selectors
from agents import services as agent_services
from agents.answering import Reply, Situation, StageExit, agent_reply
from agents.extraction.types import Told
from agents.gates import Facts, Scope, Verdict, decide
from agents.llm.errors import ModelError
from agents.verdicts import Reason
from automation.custody import is_preempted
from automation.entering import enter
from automation.instead import INSTEAD, NotYet, instead_of_answer
from automation.rhythm import quiet_for, wait_of
from automation.scope import facts_of
from automation.situations import scope_worded, situation_of, text_of, worded
from automation.wanted import still_wanted
from chat import selectors as chat_selectors
from chat.models import Conversation, Message
from tenants.jobs import RetryLater, lease_renew

MODEL_RETRY = timedelta(seconds=5)


@dataclass(frozen=True)
class Thought:
    """What one look at the conversation came to. `version`: the number of the agent's version that decided.

    `trace`: what happened besides the answer.
    """

    messages: list[Message]
    verdict: Verdict
    reply: Reply | None = None
    version: int | None = None
    stage_id: int | None = None
    trace: dict[str, Any] = field(default_factory=dict)


def think(conversation: Conversation, *, restarts: int = 0) -> Thought | NotYet | None:
    """Gates, then the agent. None when nothing waits. `restarts`: how often it was begun anew for these messages.

    Raises RetryLater while Kommo or a model is away, NotWanted when somebody wrote meanwhile.
    """
    conversation.refresh_from_db()
    messages = chat_selectors.undecided(conversation)
    if not messages:
        return None
    lease_renew()
    scopes, said_at = agent_selectors.scopes_active(), min(message.created_at for message in messages)
    facts = facts_of(conversation=conversation, scopes=scopes, has_text=bool(text_of(messages)), said_at=said_at)
    verdict = decide(facts, scopes)
    if verdict.reason is Reason.PERSON_TOOK_OVER and is_preempted(conversation, messages[0]):
        verdict = replace(verdict, reason=Reason.HUMAN_PREEMPTED)
    if verdict.agent_id is None:
        return _instead(conversation, messages, verdict, facts)
    quiet = _more_quiet(verdict.scope, scopes, messages)
    if quiet:
        return NotYet(quiet)
    collected, told = _collect(conversation, messages, verdict, facts)
    situation, entered = enter(situation_of(conversation, messages, verdict.scope, facts), conversation, messages)
    takeover = verdict.scope.settings.takeover
    wanted = still_wanted(conversation, messages, takeover, restarts=restarts)
    situation = replace(situation, told=(*told, *situation.told), still_wanted=wanted)
    reply = _reply(worded(situation), verdict)
    trace = {**entered, "collected": collected, "pipeline_id": facts.pipeline_id}
    return Thought(messages, verdict, reply, situation.version.number, facts.stage_id, trace)


def _collect(
    conversation: Conversation, messages: list[Message], verdict: Verdict, facts: Facts
) -> tuple[list[dict[str, Any]], list[Told]]:
    """What the agents that are silent here wrote beside the one that acts, for the trace; and what they read.

    They go first: the one that answers then knows what they filled in.
    """
    collected, told = [], []
    for scope in verdict.collectors:
        if scope.agent_id != verdict.agent_id:
            silent, entered = enter(situation_of(conversation, messages, scope, facts), conversation, messages)
            collected.append({"agent_id": scope.agent_id, "agent": scope.agent_name, **entered})
            told += silent.told
    return collected, told


def _instead(conversation: Conversation, messages: list[Message], verdict: Verdict, facts: Facts) -> Thought | NotYet:
    """Silence, unless the agent that came furthest has something else to do."""
    if verdict.reason in INSTEAD:
        verdict = replace(verdict, scope=scope_worded(conversation, verdict.scope, facts))
    found = instead_of_answer(conversation, verdict, said=text_of(messages), now=timezone.now())
    if not isinstance(found, Reply):
        return found or Thought(messages, verdict)
    scope = verdict.scope
    return Thought(messages, replace(verdict, agent_id=scope.agent_id), found, scope.version)


def _more_quiet(scope: Scope, scopes: list[Scope], messages: list[Message]) -> datetime | None:
    """Until when this agent waits; the turn was opened for the one that waits least."""
    wait = wait_of(scope.settings.rhythm)
    if wait <= min(wait_of(other.settings.rhythm) for other in scopes):
        return None
    quiet = quiet_for(scope.settings.rhythm, messages)
    return quiet if quiet > timezone.now() else None


def _reply(situation: Situation, verdict: Verdict) -> Reply:
    """What the agent says, nothing where it only collects; with what is to be asked when the turn is over."""
    reply = Reply(text="", reason=verdict.reason) if verdict.reason is Reason.COLLECTS_ONLY else _answer(situation)
    if situation.stage.exit is None or situation.lead_id is None:
        return reply
    leaving = StageExit(agent_id=situation.agent.pk, lead_id=situation.lead_id, stage=situation.stage_key)
    return replace(reply, actions=(*reply.actions, leaving))


def _answer(situation: Situation) -> Reply:
    lease_renew()
    try:
        reply = agent_reply(situation)
    except ModelError as error:
        agent_services.provider_note(failure=str(error))
        raise RetryLater(after=MODEL_RETRY, reason=f"{type(error).__name__}: {error}") from error
    agent_services.provider_note(failure=reply.failure)
    return reply
