"""One look at a conversation: may an agent answer, which, and what would it say. Nothing of it is stored yet."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from agents import selectors as agent_selectors
from agents import services as agent_services
from agents.answering import Reply, Situation, agent_reply
from agents.cards import cards_for
from agents.gates import Facts, Verdict, decide
from agents.llm.errors import ModelError
from agents.llm.types import Turn
from automation.scope import facts_of, stage_name_of
from chat import selectors as chat_selectors
from chat.models import Conversation, Message
from tenants.jobs import RetryLater, attempts_left, lease_renew

MODEL_RETRY = timedelta(seconds=5)
# What a model is shown of one message, in characters: nobody asks in a book, and the tenant pays for each.
TEXT_MOST = 4_000


@dataclass(frozen=True)
class Thought:
    """What one look at the conversation came to. `version`: the number of the agent's version that decided."""

    messages: list[Message]
    verdict: Verdict
    reply: Reply | None = None
    version: int | None = None
    stage_id: int | None = None


def think(conversation: Conversation) -> Thought | None:
    """Gates, then the agent. None when nothing waits. Raises RetryLater while Kommo or a model is away."""
    messages = chat_selectors.undecided(conversation)
    if not messages:
        return None
    text = "\n".join(message.text for message in messages if message.text.strip())[:TEXT_MOST]
    lease_renew()
    facts = facts_of(conversation=conversation, has_text=bool(text))
    verdict = decide(facts, agent_selectors.scopes_active())
    if verdict.agent_id is None:
        return Thought(messages, verdict)
    situation = _situation(conversation, messages, verdict, facts, text)
    return Thought(messages, verdict, _answer(situation), situation.version.number, facts.stage_id)


def _situation(
    conversation: Conversation, messages: list[Message], verdict: Verdict, facts: Facts, text: str
) -> Situation:
    agent = agent_selectors.agents().get(pk=verdict.agent_id)
    settings = agent_selectors.settings_of(agent.live)
    return Situation(
        agent=agent,
        version=agent.live,
        settings=settings,
        turns=[*_said_before(conversation, messages[0]), Turn("user", text)],
        now=timezone.now(),
        pipeline_id=facts.pipeline_id,
        stage_id=facts.stage_id,
        stage_name=stage_name_of(facts),
        channel=conversation.channel,
        lead_id=conversation.lead_id,
        contact_id=conversation.contact_id,
        cards=cards_for(settings, lead_id=conversation.lead_id, contact_id=conversation.contact_id),
        conversation_id=conversation.pk,
        patient=attempts_left() > 0,
    )


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
