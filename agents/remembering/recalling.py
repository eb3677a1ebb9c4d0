"""What an agent remembers in a situation, read from the tables."""

from django.utils import timezone

from agents.cards import Cards
from agents.memory import NO_MEMORY, Memory
from agents.remembering.told import EPISODES_MOST, FACTS_MOST, Kept, memory_told
from agents.settings import AgentSettings
from agents.settings.reach import StageSettings
from chat import remembered
from chat.models import Conversation


def memory_of(
    settings: AgentSettings,
    stage: StageSettings,
    cards: Cards,
    *,
    contact_id: int | None,
    conversation: Conversation | None = None,
) -> Memory:
    """Of a contact, and of a conversation; at most three queries, none where it remembers nothing."""
    if not (settings.memory.within or settings.memory.across):
        return NO_MEMORY
    summary = remembered.summary_of(conversation) if conversation and settings.memory.within else None
    facts, digests = [], []
    if contact_id is not None and settings.memory.across:
        facts = list(remembered.facts_of(contact_id, on=timezone.localdate())[:FACTS_MOST])
        digests = list(remembered.digests_of(contact_id, but=conversation)[:EPISODES_MOST])
    kept = Kept(summary.parts if summary else {}, facts, digests)
    return memory_told(kept, settings=settings, stage=stage, cards=cards, now=timezone.now())
