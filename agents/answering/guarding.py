"""Nothing leaves that nothing proves: an answer is repaired once, then sent without the claim, or not at all."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

import structlog

from agents.answering.grounding import grounds_of
from agents.answering.types import Situation, ToolUse
from agents.guards import Fault, FaultKind, cut, faults_of, visible_only
from agents.guards.enough import says_enough
from agents.llm.errors import ModelError
from agents.llm.extractive_model import NAME as BUILT_IN
from agents.llm.frames import frame_of
from agents.llm.plain import plain_text
from agents.llm.types import ChatAnswer, ChatRequest, Turn
from agents.prompts.repair import repair_orders

log = structlog.get_logger(__name__)

# So many faults of an answer are kept with its decision, each with so many characters.
KEPT_MOST, WORDS_MOST = 10, 200


@dataclass(frozen=True)
class Guarded:
    """`verdict`: for the trace, empty where nothing was wrong."""

    answer: ChatAnswer
    verdict: dict[str, Any] = field(default_factory=dict)


def guarded(
    situation: Situation,
    request: ChatRequest,
    answer: ChatAnswer,
    *,
    again: Callable[[ChatRequest], ChatAnswer],
    uses: Iterable[ToolUse] = (),
) -> Guarded:
    """The answer as it may be said. `again` asks the model once more, without tools, and may raise ModelError.

    What the built-in model says are its own few sentences and the company's: it is not judged.
    """
    if answer.model == BUILT_IN:
        return Guarded(answer)
    grounds = grounds_of(situation, request, uses)
    seen = _seen(answer)
    level = situation.settings.guards.level
    found = faults_of(seen.text, grounds)
    stopped = found if level == "block" else [fault for fault in found if fault.kind is FaultKind.LEAK]
    if level == "off":
        found = stopped
    if not found:
        return Guarded(seen if seen.text else _unknown(request, seen))
    verdict: dict[str, Any] = {"level": level, "faults": [_kept(fault) for fault in found[:KEPT_MOST]]}
    if not stopped:
        return Guarded(seen, verdict)
    repaired = _repaired(request, seen, stopped, again)
    left = faults_of(repaired.text, grounds) if repaired else stopped
    if level != "block":
        left = [fault for fault in left if fault.kind is FaultKind.LEAK]
    if repaired and repaired.text and not left:
        return Guarded(repaired, {**verdict, "repaired": True})
    return _cut(situation, request, repaired or seen, left, verdict)


def _seen(answer: ChatAnswer) -> ChatAnswer:
    """As a messenger shows it: a guard must not be led astray by marks."""
    return replace(answer, text=plain_text(visible_only(answer.text)))


def _repaired(
    request: ChatRequest, answer: ChatAnswer, faults: list[Fault], again: Callable[[ChatRequest], ChatAnswer]
) -> ChatAnswer | None:
    """None: the model is away."""
    orders = repair_orders(fault.words for fault in faults)
    then = (*request.then, Turn("assistant", answer.text), Turn("user", orders))
    try:
        return _seen(again(replace(request, then=then)))
    except ModelError as error:
        log.warning("repair_failed", error=type(error).__name__)
        return None


def _cut(
    situation: Situation, request: ChatRequest, answer: ChatAnswer, faults: list[Fault], verdict: dict[str, Any]
) -> Guarded:
    text = cut(answer.text, faults)
    if text and says_enough(text, asked=situation.said, lost={fault.kind for fault in faults}):
        return Guarded(replace(answer, text=text), {**verdict, "cut": True})
    return Guarded(_unknown(request, answer), {**verdict, "blocked": True})


def _unknown(request: ChatRequest, answer: ChatAnswer) -> ChatAnswer:
    return replace(answer, text=frame_of(language=request.language, style=request.style).unknown, knows=False)


def _kept(fault: Fault) -> dict[str, str]:
    return {"kind": fault.kind, "words": fault.words[:WORDS_MOST]}
