"""Search what the company knows, ask the model, and say what came of it."""

import time
from typing import Any

import structlog

from agents.answering.types import Reply, Situation
from agents.llm.errors import ModelError
from agents.llm.extractive_model import NAME as BUILT_IN
from agents.llm.extractive_model import ExtractiveModel
from agents.llm.factory import model_for
from agents.llm.types import ChatAnswer, ChatModel, ChatRequest, Passage
from agents.prompts import system_prompt
from agents.selectors import model_provider_of
from agents.verdicts import Reason
from knowledge.search import SearchResult, search

log = structlog.get_logger(__name__)

PASSAGES = 5


def by_model(situation: Situation) -> Reply:
    """A workspace's own model that fails is replaced by the built-in one, and the trace says so."""
    began = time.monotonic()
    found = search(query=situation.said, limit=PASSAGES)
    request = _request(situation, found)
    searched = time.monotonic()
    answer, failure = _ask(situation, request)
    return Reply(
        text=_with_question(situation, answer),
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


def _request(situation: Situation, found: SearchResult) -> ChatRequest:
    passages = [Passage(hit.article_id, hit.article_title, hit.text, hit.score, hit.language) for hit in found.hits]
    settings = situation.settings
    return ChatRequest(
        system=system_prompt(
            agent_name=settings.name,
            instructions=settings.instructions,
            stage_name=situation.stage_name,
            stage_prompt=situation.stage.prompt,
            passages=passages,
            question=situation.question.text if situation.question and not situation.question.is_private else "",
        ),
        turns=situation.turns,
        passages=passages,
        language=found.query_language,
        confident=found.confident,
    )


def _ask(situation: Situation, request: ChatRequest) -> tuple[ChatAnswer, str]:
    """The answer, and why another model than the workspace's own gave it (empty when it did not)."""
    try:
        model: ChatModel = model_for(model_provider_of(situation.agent))
        return model.answer(request), ""
    except ModelError as error:
        log.warning("model_failed", error=type(error).__name__)
        if situation.patient and error.retryable:
            raise
        return ExtractiveModel().answer(request), f"{type(error).__name__}: {error}"


def _with_question(situation: Situation, answer: ChatAnswer) -> str:
    """A model asks in words of its own; the built-in one cannot, and what is private no other is told of."""
    question = situation.question
    if question is None or (answer.model != BUILT_IN and not question.is_private):
        return answer.text
    return f"{answer.text}\n\n{question.text}"


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
