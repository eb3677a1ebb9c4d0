"""One look at a conversation that is held here: may its agent answer, and what does it say. Nothing is stored yet."""

import time
from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Any

from django.utils import timezone

from agents import services as agent_services
from agents.answering import Reply, Situation, agent_reply
from agents.answering.persona import persona_cards
from agents.gates import Facts, Verdict
from agents.verdicts import Reason
from automation.entering import enter
from automation.held_here.facts import verdict_here
from automation.held_here.held import Held
from automation.held_here.prompt_traced import prompt_traced
from automation.instead import INSTEAD, NotYet, instead_of_answer
from automation.situations import scope_worded, situation_of, text_of, worded
from automation.thinking import Thought
from automation.wanted import still_wanted
from chat import selectors as chat_selectors
from chat.models import Message
from tenants.jobs import lease_renew


def think_here(held: Held, *, on_text: Callable[[str], None], restarts: int = 0) -> Thought | NotYet | None:
    """Gates, then the agent. None when nothing waits. A person waits for it: models that are away are not waited for.

    `on_text`: is given the answer as it grows; `restarts`: how often it was begun anew for these messages. Raises
    NotWanted when somebody wrote meanwhile.
    """
    held.conversation.refresh_from_db()
    messages = chat_selectors.undecided(held.conversation)
    if not messages:
        return None
    lease_renew()
    began = time.monotonic()
    said_at = min(message.said_at for message in messages)
    facts, verdict = verdict_here(held, has_text=bool(text_of(messages)), said_at=said_at)
    if verdict.agent_id is None:
        return _instead(held, messages, verdict, facts)
    situation, entered = enter(_situation(held, messages, verdict, facts, on_text), held.conversation, messages)
    takeover = verdict.scope.settings.takeover
    wanted = still_wanted(held.conversation, messages, takeover, restarts=restarts, clock=held.now)
    situation = worded(replace(situation, still_wanted=wanted))
    reply = _reply(situation, verdict)
    trace = {**entered, **_trace(held, reply), "took_ms": round((time.monotonic() - began) * 1000)}
    if held.is_test:
        trace["prompt"] = prompt_traced(situation, reply)
    return Thought(messages, verdict, reply, situation.version.number, facts.stage_id, trace)


def _situation(
    held: Held, messages: list[Message], verdict: Verdict, facts: Facts, on_text: Callable[[str], None]
) -> Situation:
    made = situation_of(held.conversation, messages, verdict.scope, facts, version=held.version)
    made = replace(made, settings=held.scope.settings, now=held.now(), patient=False, on_text=on_text)
    if not held.is_dry:
        return made
    # Of a test: the cards that the persona shows. Elsewhere there are none without a lead.
    cards = persona_cards(held.persona) if held.is_test else made.cards
    return replace(made, is_dry=True, cards=cards, lead_id=held.persona.lead_id)


def _reply(situation: Situation, verdict: Verdict) -> Reply:
    """What the agent says; nothing where it only collects."""
    if verdict.reason is Reason.COLLECTS_ONLY:
        return Reply(text="", reason=verdict.reason)
    lease_renew()
    reply = agent_reply(situation)
    agent_services.provider_note(failure=reply.failure)
    return reply


def _trace(held: Held, reply: Reply | None = None) -> dict[str, Any]:
    """What is kept of a conversation that is held here besides what is kept of every one."""
    kept: dict[str, Any] = {"pipeline_id": held.stage.pipeline_id} if held.stage else {}
    if reply and reply.uses:
        kept["tools"] = [asdict(use) for use in reply.uses]
    if held.is_test:
        kept |= {"version": held.persona.version, "clock": held.now().isoformat()}
    return kept


def _instead(held: Held, messages: list[Message], verdict: Verdict, facts: Facts) -> Thought | NotYet:
    """Silence, unless the agent has something else to do."""
    if verdict.reason in INSTEAD:
        verdict = replace(verdict, scope=scope_worded(held.conversation, verdict.scope, facts))
    found = instead_of_answer(held.conversation, verdict, said=text_of(messages), now=held.now())
    if isinstance(found, NotYet):
        # Its job is due by our clock, the opening is told by the conversation's.
        return replace(found, until=max(found.until - held.persona.ahead, timezone.now()))
    if found is None:
        return Thought(messages, verdict, stage_id=facts.stage_id, trace=_trace(held))
    scope, trace = verdict.scope, _trace(held, found)
    return Thought(messages, replace(verdict, agent_id=scope.agent_id), found, scope.version, facts.stage_id, trace)
