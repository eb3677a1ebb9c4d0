"""One look at a conversation: may an agent answer, which, and what would it say. Nothing of it is stored yet."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from agents import selectors as agent_selectors
from agents import services as agent_services
from agents.answering import Reply, Situation, StageExit, agent_reply
from agents.answering.variable_values import KnownHere, told_to_customer
from agents.cards import cards_for
from agents.entry.run import fields_enter
from agents.extraction.types import Said
from agents.gates import Facts, Scope, Verdict, decide
from agents.llm.errors import ModelError
from agents.llm.types import Turn
from agents.settings.conduct import NoAnswer
from agents.verdicts import Reason
from automation.custody import counts_since
from automation.instead import INSTEAD, NotYet, instead_of_answer
from automation.rhythm import quiet_for, wait_of
from automation.scope import facts_of, stage_name_of
from chat import selectors as chat_selectors
from chat.models import Conversation, Message
from tenants.jobs import RetryLater, attempts_left, lease_renew

MODEL_RETRY = timedelta(seconds=5)
# What a model is shown of one message, in characters: nobody asks in a book, and the tenant pays for each.
TEXT_MOST = 4_000
# A customer who does not say something is asked for it again only after so many answers of ours.
ASKED_AGAIN_AFTER = 3


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


def think(conversation: Conversation) -> Thought | NotYet | None:
    """Gates, then the agent. None when nothing waits. Raises RetryLater while Kommo or a model is away."""
    messages = chat_selectors.undecided(conversation)
    if not messages:
        return None
    text = "\n".join(message.text for message in messages if message.text.strip())[:TEXT_MOST]
    lease_renew()
    scopes, said_at = agent_selectors.scopes_active(), min(message.created_at for message in messages)
    facts = facts_of(conversation=conversation, scopes=scopes, has_text=bool(text), said_at=said_at)
    verdict = decide(facts, scopes)
    if verdict.agent_id is None:
        return _instead(conversation, messages, verdict, facts, text)
    quiet = _more_quiet(verdict.scope, scopes, messages)
    if quiet:
        return NotYet(quiet)
    situation, entered = _enter(_situation(conversation, messages, verdict, facts, text), conversation, messages)
    reply = _reply(_with_cards(situation), verdict)
    return Thought(
        messages,
        verdict,
        reply,
        situation.version.number,
        facts.stage_id,
        {**entered, "pipeline_id": facts.pipeline_id},
    )


def _instead(
    conversation: Conversation, messages: list[Message], verdict: Verdict, facts: Facts, text: str
) -> Thought | NotYet:
    """Silence, unless the agent that came furthest has something else to do."""
    if verdict.reason in INSTEAD:
        verdict = replace(verdict, scope=_worded(conversation, verdict.scope, facts))
    found = instead_of_answer(conversation, verdict, said=text, now=timezone.now())
    if not isinstance(found, Reply):
        return found or Thought(messages, verdict)
    scope = verdict.scope
    return Thought(messages, replace(verdict, agent_id=scope.agent_id), found, scope.version)


def _worded(conversation: Conversation, scope: Scope, facts: Facts) -> Scope:
    """The agent as it speaks here: the variables of its texts filled."""
    known = KnownHere(
        settings=scope.settings,
        cards=cards_for(scope.settings, lead_id=conversation.lead_id, contact_id=conversation.contact_id),
        now=timezone.now(),
        channel=conversation.channel,
        stage_name=stage_name_of(facts),
    )
    return replace(scope, settings=told_to_customer(known))


def _more_quiet(scope: Scope, scopes: list[Scope], messages: list[Message]) -> datetime | None:
    """Until when this agent waits; the turn was opened for the one that waits least."""
    wait = wait_of(scope.settings.rhythm)
    if wait <= min(wait_of(other.settings.rhythm) for other in scopes):
        return None
    quiet = quiet_for(scope.settings.rhythm, messages)
    return quiet if quiet > timezone.now() else None


def _situation(
    conversation: Conversation, messages: list[Message], verdict: Verdict, facts: Facts, text: str
) -> Situation:
    agent = agent_selectors.agents().get(pk=verdict.agent_id)
    return Situation(
        agent=agent,
        version=agent.live,
        settings=agent_selectors.settings_of(agent.live),
        turns=[*_said_before(conversation, messages[0]), Turn("user", text)],
        now=timezone.now(),
        pipeline_id=facts.pipeline_id,
        stage_id=facts.stage_id,
        stage_name=stage_name_of(facts),
        channel=conversation.channel,
        lead_id=conversation.lead_id,
        contact_id=conversation.contact_id,
        conversation_id=conversation.pk,
        message_ids=tuple(message.pk for message in messages),
        patient=attempts_left() > 0,
        unknown_in_row=_unknown_in_row(conversation, verdict.scope.settings.handoff.no_answer),
    )


def _unknown_in_row(conversation: Conversation, rule: NoAnswer) -> int:
    if not rule.is_on or rule.times == 1:
        return 0
    return chat_selectors.answers_in_row(
        conversation, reason=Reason.ANSWERED_UNKNOWN, since=counts_since(conversation), most=rule.times
    )


def _enter(
    situation: Situation, conversation: Conversation, messages: list[Message]
) -> tuple[Situation, dict[str, Any]]:
    """What the customer said is written into the cards; the situation then knows what to ask. And what to trace."""
    lease_renew()
    conversation.refresh_from_db(fields=["answered_by"])
    if conversation.answered_by == Conversation.AnsweredBy.PERSON:
        return situation, {}
    entered = fields_enter(
        situation,
        said=[_as_said(message) for message in messages if message.text],
        before=[_as_said(message) for message in chat_selectors.history(conversation, before=messages[0], limit=6)],
        asked_lately=chat_selectors.asked_lately(conversation, answers=ASKED_AGAIN_AFTER),
    )
    return replace(situation, question=entered.question), entered.trace


def _with_cards(situation: Situation) -> Situation:
    """The cards as they are after what was just written, and the company's texts with what stands on them."""
    cards = cards_for(situation.settings, lead_id=situation.lead_id, contact_id=situation.contact_id)
    situation = replace(situation, cards=cards)
    return replace(situation, settings=told_to_customer(situation))


def _as_said(message: Message) -> Said:
    is_customers = message.author == Message.Author.CUSTOMER
    return Said(
        message_id=str(message.pk),
        author="customer" if is_customers else "company",
        text=message.text[:TEXT_MOST],
        at=message.said_at,
    )


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


def _said_before(conversation: Conversation, first: Message) -> list[Turn]:
    said = chat_selectors.history(conversation, before=first)
    return [
        Turn("user" if message.author == Message.Author.CUSTOMER else "assistant", message.text[:TEXT_MOST])
        for message in said
        if message.text
    ]
