"""When a conversation has been quiet, or is done: what is worth remembering of it is kept."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from agents import selectors as agent_selectors
from agents.cards import Cards, cards_known
from agents.entry.standing import place_of
from agents.extraction.types import Said
from agents.llm.errors import ModelError
from agents.llm.factory import model_for
from agents.llm.openai_model import OpenAIModel
from agents.models import Agent, ModelCall
from agents.remembering.forming import formed_of
from agents.remembering.hidden import said_without_private
from agents.remembering.types import Formed
from agents.services.model_calls import CallFor
from agents.verdicts import Reason
from automation.kinds import REMEMBER_JOB
from chat import remembered
from chat import services as chat
from chat.models import ContactFact, Conversation, EpisodeDigest, Message
from tenants.jobs import Merge, RetryLater, attempts_left, job_put, lease_renew

# Nobody has said anything for so long.
QUIET = timedelta(minutes=10)
# Of a talk that was long without a pause, what was said last.
READ_MOST = 60
MODEL_RETRY = timedelta(minutes=1)


def remember_owe(*, conversation_id: int, at: datetime, merge: Merge = Merge.REPLACE) -> None:
    """In the current transaction."""
    job_put(
        REMEMBER_JOB,
        key=str(conversation_id),
        payload={"conversation_id": conversation_id},
        due_at=at,
        merge=merge,
    )


def remember_run(*, conversation_id: int) -> None:
    """Talks to the model: no transaction is open. Raises RetryLater while it is away."""
    conversation = Conversation.objects.get(pk=conversation_id)
    agent = agent_remembering(conversation)
    settings = agent_selectors.settings_live(agent.pk) if agent else None
    if conversation.contact_id is None or settings is None or not settings.memory.across:
        return
    messages = remembered.not_remembered(conversation, most=READ_MOST)
    if not messages:
        return
    cards = cards_known(lead_id=conversation.lead_id)
    formed = _formed(agent, conversation, said_of(messages, cards), cards)
    by_id = {str(message.pk): message for message in messages}
    chat.memory_keep(
        conversation=conversation,
        read_until=messages[-1].pk,
        facts=[
            chat.NewFact(
                kind=fact.kind,
                subject=fact.subject,
                text=fact.text,
                message=by_id[fact.message_id],
                quote=fact.quote,
                confidence=_confidence(is_explicit=fact.is_explicit),
            )
            for fact in formed.facts
        ],
        digests=_digests(conversation, messages, formed.topic),
        made_by_name=agent.name,
    )


def agent_remembering(conversation: Conversation) -> Agent | None:
    """The one that decided last there; in a test nothing is remembered."""
    if conversation.origin == Conversation.Origin.TEST:
        return None
    return agent_selectors.agents().filter(pk=remembered.agent_last_in(conversation)).first()


def said_of(messages: Sequence[Message], cards: Cards) -> list[Said]:
    """Without what is private to any agent."""
    said = [
        Said(
            message_id=str(message.pk),
            author="customer" if message.author == Message.Author.CUSTOMER else "company",
            text=message.text,
            at=message.said_at,
        )
        for message in messages
        if message.text.strip()
    ]
    return said_without_private(said, cards)


def model_of(agent: Agent, conversation: Conversation, purpose: ModelCall.Purpose, *, turn: str) -> OpenAIModel | None:
    """The workspace's own, None where the built-in one answers. Raises ModelError when it may not be reached."""
    call = CallFor(purpose=purpose, agent=agent, version=agent.live, conversation_id=conversation.pk, turn=turn)
    provider = agent_selectors.model_provider_of(agent)
    return model_for(provider, call=call) if provider else None


def wait_for_model(error: ModelError) -> None:
    """Raises RetryLater, as long as waiting can help."""
    if error.retryable and attempts_left() > 0:
        raise RetryLater(after=MODEL_RETRY, reason=f"{type(error).__name__}: {error}") from error


def _formed(agent: Agent, conversation: Conversation, said: Sequence[Said], cards: Cards) -> Formed:
    lease_renew()
    place, turn = place_of(cards.views), said[0].message_id if said else ""
    try:
        return formed_of(said, place, model_of(agent, conversation, ModelCall.Purpose.EXTRACTION, turn=turn))
    except ModelError as error:
        wait_for_model(error)
        return formed_of(said, place, None)


def _confidence(*, is_explicit: bool) -> str:
    return ContactFact.Confidence.EXPLICIT if is_explicit else ContactFact.Confidence.IMPLIED


def _digests(conversation: Conversation, messages: Sequence[Message], topic: str) -> list[chat.NewDigest]:
    """Of the episode that is going on or was resolved, and of the one before, where that was not kept yet."""
    began = conversation.episode_began_at
    before = [message for message in messages if began and message.said_at < began]
    now = [message for message in messages if not began or message.said_at >= began]
    episodes = [(before, True), (now, conversation.resolved_at is not None)]
    return [
        chat.NewDigest(
            began_at=part[0].said_at,
            ended_at=part[-1].said_at,
            topic=topic,
            outcome=_outcome(part),
            is_over=is_over,
        )
        for part, is_over in episodes
        if any(message.author == Message.Author.CUSTOMER for message in part)
    ]


def _outcome(messages: Sequence[Message]) -> str:
    """By what was decided, the last first: nobody has to be asked for it."""
    decisions = [decision for one in messages if (decision := getattr(one, "decision", None))]
    reasons = [decision.reason for decision in decisions]
    if Reason.HANDED_OFF in reasons:
        return EpisodeDigest.Outcome.HANDED_OVER
    answered = [decision for decision in decisions if decision.answered]
    if not answered:
        return EpisodeDigest.Outcome.UNANSWERED
    last = answered[-1].reason
    return EpisodeDigest.Outcome.UNKNOWN if last == Reason.ANSWERED_UNKNOWN else EpisodeDigest.Outcome.ANSWERED
