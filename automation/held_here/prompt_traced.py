"""What a model was told in a test, kept with the decision: the draft that was tried may be another one tomorrow."""

from typing import Any

from agents.answering import Reply, Situation
from agents.answering.briefing import prompt_of
from agents.answering.remainder import left_of
from agents.llm.extractive_model import NAME as BUILT_IN
from agents.manner import answer_language
from agents.passages import passages_found, passages_told


def prompt_traced(situation: Situation, reply: Reply) -> list[dict[str, Any]]:
    """Each part with its origin; none where no model was asked, or the built-in one, which reads no prompt."""
    if reply.model in ("", BUILT_IN):
        return []
    left = left_of(situation)
    passages = [] if left.is_nothing else passages_told(passages_found(situation.settings, left.text))
    language = answer_language(situation.settings.language, customers=left.language)
    return [{"origin": part.origin, "text": part.text} for part in prompt_of(situation, passages, language=language)]
