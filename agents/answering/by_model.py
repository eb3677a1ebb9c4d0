"""Search what the company knows, ask the model, and say what came of it."""

import time
from dataclasses import replace
from typing import Any

from agents.answering.briefing import fields_seen, prompt_of
from agents.answering.conversing import Conversed, conversed
from agents.answering.guarding import guarded
from agents.answering.handing_over import hand_off_reply
from agents.answering.model_trace import trace_of
from agents.answering.remainder import Left, left_of
from agents.answering.types import Reply, Situation
from agents.discretion import discreet
from agents.entry.private import private_of
from agents.entry.standing import place_of
from agents.extraction.types import Said
from agents.llm.extractive_model import NAME as BUILT_IN
from agents.llm.frames import frame_of
from agents.llm.plain import plain_text
from agents.llm.types import ChatAnswer, ChatRequest, Passage, Turn
from agents.manner import answer_language, shortened
from agents.passages import passages_found, passages_told
from agents.prompts import prompt_text
from agents.prompts.fencing import visible
from agents.verdicts import Reason
from knowledge.search import SearchResult


def by_model(situation: Situation, *, may_call: bool = True) -> Reply:
    """A model that fails is replaced by the next one, and the trace says so. `may_call` False: it has no tools."""
    began = time.monotonic()
    left = left_of(situation)
    found = _search(situation, left)
    request = _request(situation, found, noted=left.is_no_more)
    searched = time.monotonic()
    run = conversed(situation, request, may_call=may_call and not situation.task)
    request = replace(run.request, passages=[*request.passages, *run.passages])
    if run.because or run.failed:
        return _given_way(situation, run, trace_of(situation, request, run, began=began, searched=searched))
    answer, was_indiscreet = _discreetly(situation, request, run.answer)
    judged = guarded(
        situation,
        request,
        answer,
        uses=run.uses,
        again=lambda repair: _discreetly(situation, repair, run.again(repair))[0],
    )
    answer = judged.answer
    length = situation.settings.style.length
    return Reply(
        text=_with_question(situation, replace(answer, text=shortened(plain_text(answer.text), length=length))),
        reason=Reason.ANSWERED if answer.knows else Reason.ANSWERED_UNKNOWN,
        model=answer.model,
        sources=_sources(request.passages, answer) if answer.knows else [],
        failure=run.models.failure,
        trace=trace_of(situation, request, run, began=began, searched=searched)
        | {
            "model": answer.model,
            "only_told": left.is_nothing,
            "withheld": was_indiscreet,
            "guard": judged.verdict,
        },
        uses=tuple(run.uses),
    )


def _given_way(situation: Situation, run: Conversed, trace: dict[str, Any]) -> Reply:
    """The model called for a person, or had nothing to say when its limit was reached."""
    reply = hand_off_reply(
        agent_id=situation.agent.pk,
        settings=situation.settings,
        why=run.because or "limit",
        customer=[turn.text for turn in situation.turns if turn.role == "user"],
    )
    return replace(reply, failure=run.models.failure, trace=trace | reply.trace, uses=tuple(run.uses))


def _search(situation: Situation, left: Left) -> SearchResult:
    """For what the customer says besides what they only tell."""
    if left.is_nothing:
        return SearchResult("", left.language)
    found = passages_found(situation.settings, left.text)
    # Of a whole message the search knows best, which understands one in the wrong keyboard layout.
    return found if left.text == situation.said else replace(found, query_language=left.language)


def _request(situation: Situation, found: SearchResult, *, noted: bool) -> ChatRequest:
    passages = passages_told(found)
    settings = situation.settings
    language = answer_language(settings.language, customers=found.query_language)
    return ChatRequest(
        system=prompt_text(prompt_of(situation, passages, language=language)),
        turns=_told_turns(situation),
        passages=passages,
        language=language,
        confident=found.confident,
        max_tokens=settings.model.max_tokens,
        temperature=settings.model.temperature,
        style=settings.style,
        noted=noted,
        on_text=situation.on_text,
    )


def _told_turns(situation: Situation) -> list[Turn]:
    """What was said, without the values of sensitive fields: those on the cards, read before, or read in it now."""
    if not situation.settings.access.sensitive and not any(told.is_private for told in situation.told):
        return [replace(turn, text=visible(turn.text)) for turn in situation.turns]
    private = private_of(situation.settings, situation.cards, situation.stage)
    told = [told.quote for told in situation.told if told.is_private]
    said = [
        Said(
            message_id=str(number),
            author="customer" if turn.role == "user" else "company",
            text=turn.text,
            at=situation.now,
        )
        for number, turn in enumerate(situation.turns)
    ]
    private = replace(private, values=[*private.values, *told])
    texts = private.without(said, place_of(situation.cards.views))
    return [replace(turn, text=visible(text)) for turn, text in zip(situation.turns, texts, strict=True)]


def _discreetly(situation: Situation, request: ChatRequest, answer: ChatAnswer) -> tuple[ChatAnswer, bool]:
    """The answer without what the agent may know but not tell; the second value: whether there was any of it."""
    known_to_all = [turn.text for turn in situation.turns] + [passage.text for passage in request.passages]
    text = discreet(answer.text, fields=fields_seen(situation), known_to_all=known_to_all)
    if text == answer.text:
        return answer, False
    if text:
        return replace(answer, text=text), True
    frame = frame_of(language=request.language, style=request.style)
    return replace(answer, text=frame.unknown, knows=False), True


def _with_question(situation: Situation, answer: ChatAnswer) -> str:
    """A model asks in words of its own; the built-in one cannot, and what is private no other is told of."""
    question = situation.question
    if question is None or (answer.model != BUILT_IN and not question.is_private):
        return answer.text
    return f"{answer.text}\n\n{question.text}"


def _sources(passages: list[Passage], answer: ChatAnswer) -> list[dict[str, Any]]:
    """The articles the answer stands on; a model that does not name them was shown all of these.

    The built-in one names what it quotes, and stands on nothing when it greets or thanks.
    """
    named = set(answer.used)
    if answer.model == BUILT_IN and not named:
        return []
    shown = [passage for passage in passages if not named or passage.article_id in named]
    return [
        {"article_id": article_id, "title": title}
        for article_id, title in {p.article_id: p.title for p in shown}.items()
    ]
