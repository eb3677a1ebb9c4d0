"""On what an answer may stand in a situation."""

from collections.abc import Iterable, Iterator

from agents.answering.briefing import fields_seen
from agents.answering.types import Situation, ToolUse
from agents.entry.standing import place_of
from agents.guards import Grounds
from agents.guards.grounds import field_said, without_own_words
from agents.guards.proving import stated
from agents.llm.types import ChatRequest
from agents.manner import manner_orders
from agents.prompts.parts import RULES
from agents.tools.look_at_lead import LOOK_AT_LEAD

# What data entry does beside the tools (agents.tools.deeds).
FIELD_SET = "field_set"


def grounds_of(situation: Situation, request: ChatRequest, uses: Iterable[ToolUse]) -> Grounds:
    """The company's texts as it wrote them: what a variable would put into them is a field, and is judged as one."""
    settings, uses = situation.settings, list(uses)
    texts = (settings.role, settings.goal, settings.instructions, situation.stage.prompt, situation.task)
    manner = manner_orders(style=settings.style, language=settings.language, speak=request.language)
    memory = situation.memory
    return Grounds(
        now=situation.now,
        place=place_of(situation.cards.views),
        told=tuple(text for text in _told(situation, request, uses) if text),
        orders=(settings.name, *filter(None, texts)),
        customer=(*(turn.text for turn in request.turns if turn.role == "user"), *memory.facts),
        platform=(RULES, manner),
        deeds=frozenset(_deeds(situation, uses)),
    )


def _told(situation: Situation, request: ChatRequest, uses: list[ToolUse]) -> Iterator[str]:
    for passage in request.passages:
        yield f"{passage.title}\n{passage.text}"
    for use in uses:
        # What stands on the cards is told by the fields that may be told.
        if use.ok and use.name != LOOK_AT_LEAD.name:
            yield without_own_words(use.told, use.arguments.values())
    for known in fields_seen(situation):
        if known.may_tell:
            yield field_said(known.key, known.name, known.text)
    for turn in request.turns:
        if turn.role == "assistant":
            yield stated(turn.text)


def _deeds(situation: Situation, uses: list[ToolUse]) -> Iterator[str]:
    """What the tools did, and that values were read from the customer's words on the way."""
    yield from (use.did for use in uses if use.ok and use.did)
    if situation.told:
        yield FIELD_SET
