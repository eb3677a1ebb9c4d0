"""From what was said to what is remembered of it."""

from collections.abc import Sequence

import structlog

from agents.extraction.literal import heard_of
from agents.extraction.types import MASK, Place, Said
from agents.llm.openai_model import OpenAIModel
from agents.remembering.allowed import may_be_remembered
from agents.remembering.by_model import facts_proved, memory_asked
from agents.remembering.by_words import facts_by_words
from agents.remembering.standing import stands_on
from agents.remembering.types import Formed, Remembered

log = structlog.get_logger(__name__)

_TOPIC_MOST, _QUOTE_MOST = 100, 500


def formed_of(said: Sequence[Said], place: Place, model: OpenAIModel | None) -> Formed:
    """What the customer said of themselves, and what it was about. `said` without what is private.

    Without a model only what is said in so many words is read. Raises ModelError.
    """
    heard = heard_of(said, place)
    told = memory_asked(model, said) if model else {}
    # What was read by itself comes last, and counts: it is the same every time.
    found = [*facts_proved(told, heard), *facts_by_words(heard)]
    facts = {(fact.kind, fact.subject): fact for fact in found if _is_kept(fact)}
    topic = str(told.get("topic") or "").strip()[:_TOPIC_MOST]
    if not (may_be_remembered(topic) and stands_on(topic, [one.text for one in said])):
        topic = _topic_of(said)
    return Formed(facts=list(facts.values()), topic=topic)


def _is_kept(fact: Remembered) -> bool:
    if MASK in fact.quote or len(fact.quote) > _QUOTE_MOST:
        return False
    return may_be_remembered(fact.text) and (not fact.subject or may_be_remembered(fact.subject))


def _topic_of(said: Sequence[Said]) -> str:
    """The customer's first words that are no order."""
    lines = (" ".join(one.text.split())[:_TOPIC_MOST] for one in said if one.author == "customer")
    return next((line for line in lines if may_be_remembered(line)), "")
