"""What an agent remembers when it is to answer, and how much of the conversation it reads whole."""

from django.utils import timezone

from agents.cards import Cards
from agents.memory import NO_MEMORY, Memory
from agents.remembering.told import EPISODES_MOST, FACTS_MOST, Kept, memory_told
from agents.remembering.window import fitting
from agents.settings import AgentSettings
from agents.settings.reach import StageSettings
from chat import remembered
from chat.models import Conversation, Message


def memory_of(conversation: Conversation, settings: AgentSettings, stage: StageSettings, cards: Cards) -> Memory:
    """At most three queries; none where the agent remembers nothing."""
    if not (settings.memory.within or settings.memory.across):
        return NO_MEMORY
    now = timezone.now()
    summary = remembered.summary_of(conversation) if settings.memory.within else None
    facts, digests = [], []
    if settings.memory.across and conversation.contact_id is not None:
        facts = list(remembered.facts_of(conversation.contact_id, on=timezone.localdate())[:FACTS_MOST])
        digests = list(remembered.digests_of(conversation.contact_id, but=conversation)[:EPISODES_MOST])
    kept = Kept(summary.parts if summary else {}, facts, digests)
    return memory_told(kept, settings=settings, stage=stage, cards=cards, now=now)


def read_whole(before: list[Message]) -> list[Message]:
    """Of what was said before, oldest first, the last that fits into the window."""
    texts = [message.text for message in reversed(before)]
    return before[-fitting(texts) :] if texts else []
