"""How a model's answer came about, for the decision."""

import time
from dataclasses import asdict
from typing import Any

from agents.answering.conversing import Conversed
from agents.answering.types import Situation
from agents.llm.types import ChatRequest
from agents.selectors import model_provider, spent_on_turn


def trace_of(
    situation: Situation, request: ChatRequest, run: Conversed, *, began: float, searched: float
) -> dict[str, Any]:
    """To be asked for when no model is asked any more. `began`, `searched`: of time.monotonic, before and after the
    search.
    """
    return {
        "model": run.answer.model if run.answer else "",
        "fell_back": run.models.failure,
        "failed": [asdict(failed) for failed in run.models.failures],
        "language": request.language,
        "confident": request.confident,
        "passages": [{"title": hit.title, "score": round(hit.score, 3)} for hit in request.passages],
        "asked": situation.question.path if situation.question else "",
        "tokens": {"in": run.tokens_in, "out": run.tokens_out},
        "tools": [asdict(use) for use in run.uses],
        "stopped": run.stopped,
        "spent": _spent(situation),
        "ms": {"search": _ms(searched - began), "model": _ms(time.monotonic() - searched)},
    }


def _spent(situation: Situation) -> dict[str, Any]:
    """What the requests for this turn came to, data entry included; nothing for a trial, which is of no turn."""
    if not situation.turn:
        return {}
    spent = spent_on_turn(situation.conversation_id, situation.turn)
    provider = model_provider()
    return {
        "calls": spent.calls,
        "tokens": spent.tokens,
        "cost_micros": spent.cost_micros,
        "currency": provider.currency if provider else "",
        "ms": spent.took_ms,
    }


def _ms(seconds: float) -> int:
    return round(seconds * 1000)
