"""One turn of thinking: what was said and where, in; a Reply out. It sends nothing and stores nothing."""

import time
from dataclasses import dataclass, field
from typing import Any

import structlog

from agents.llm.errors import ModelError
from agents.llm.extractive_model import ExtractiveModel
from agents.llm.factory import model_for
from agents.llm.types import ChatAnswer, ChatModel, ChatRequest, Passage, Turn
from agents.models import Agent
from agents.prompts import system_prompt
from agents.selectors import model_provider_of
from agents.verdicts import Reason
from knowledge.search import SearchResult, search

log = structlog.get_logger(__name__)

PASSAGES = 5


@dataclass(frozen=True)
class Situation:
    """`turns` ends with what the customer said last, the messages of a burst joined."""

    turns: list[Turn]
    stage_name: str
    stage_prompt: str


@dataclass(frozen=True)
class Reply:
    """What the agent would say, why, and which model wrote it. `failure`: why the workspace's own model did not."""

    text: str
    reason: Reason
    model: str
    sources: list[dict[str, Any]]
    failure: str
    trace: dict[str, Any] = field(default_factory=dict)


def agent_reply(*, agent: Agent, situation: Situation, patient: bool = False) -> Reply:
    """Search, ask the model, and say what came of it.

    A workspace's own model that fails is replaced by the built-in one, and the trace says so. `patient`: while it is
    only away for the moment, raise its ModelError instead, so that the caller may try again.
    """
    began = time.monotonic()
    found = search(query=situation.turns[-1].text, limit=PASSAGES)
    request = _request(agent, situation, found)
    searched = time.monotonic()
    answer, failure = _ask(agent, request, patient=patient)
    return Reply(
        text=answer.text,
        reason=Reason.ANSWERED if answer.knows else Reason.ANSWERED_UNKNOWN,
        model=answer.model,
        sources=_sources(request.passages, answer) if answer.knows else [],
        failure=failure,
        trace={
            "model": answer.model,
            "fell_back": failure,
            "language": request.language,
            "confident": request.confident,
            "passages": [{"title": hit.title, "score": round(hit.score, 3)} for hit in request.passages],
            "tokens": {"in": answer.tokens_in, "out": answer.tokens_out},
            "ms": {"search": _ms(searched - began), "model": _ms(time.monotonic() - searched)},
        },
    )


def _request(agent: Agent, situation: Situation, found: SearchResult) -> ChatRequest:
    passages = [Passage(hit.article_id, hit.article_title, hit.text, hit.score, hit.language) for hit in found.hits]
    return ChatRequest(
        system=system_prompt(
            agent_name=agent.name,
            instructions=agent.instructions,
            stage_name=situation.stage_name,
            stage_prompt=situation.stage_prompt,
            passages=passages,
        ),
        turns=situation.turns,
        passages=passages,
        language=found.query_language,
        confident=found.confident,
    )


def _ask(agent: Agent, request: ChatRequest, *, patient: bool) -> tuple[ChatAnswer, str]:
    """The answer, and why another model than the workspace's own gave it (empty when it did not)."""
    try:
        model: ChatModel = model_for(model_provider_of(agent))
        return model.answer(request), ""
    except ModelError as error:
        log.warning("model_failed", error=type(error).__name__)
        if patient and error.retryable:
            raise
        return ExtractiveModel().answer(request), f"{type(error).__name__}: {error}"


def _sources(passages: list[Passage], answer: ChatAnswer) -> list[dict[str, Any]]:
    """The articles the answer stands on; a model that does not name them was shown all of these."""
    named = set(answer.used)
    shown = [passage for passage in passages if not named or passage.article_id in named]
    return [
        {"article_id": article_id, "title": title}
        for article_id, title in {p.article_id: p.title for p in shown}.items()
    ]


def _ms(seconds: float) -> int:
    return round(seconds * 1000)
