"""What a customer's answer says for the field that a script's question is about."""

from dataclasses import replace
from typing import Any

from agents.extraction.checks import unfit
from agents.extraction.reading import Found, Heard, read
from agents.extraction.types import Candidate, Kind, Rule
from agents.scripts.questions import told_and_asked

# Who answers a question means its field.
_ASKED = 0.9


def asked_by(rule: Rule, question: str) -> Rule:
    """The rule of a field as a script asks for it: by this question, and however little else points to the field."""
    return replace(rule, options=rule.options.model_copy(update={"question": question, "least": 0}))


def answer_of(rule: Rule, heard: Heard) -> Candidate | None:
    """None: it does not fit, or says two things. `rule` as `asked_by` gives it, `heard.asked` is its question.

    Of a field that takes any words, what the customer tells is the answer as it stands; what they ask is none.
    """
    found = _meant(_read(rule, heard))
    if found is None:
        return None
    candidate = Candidate(
        value=found.value,
        quote=heard.text[found.start : found.end],
        message_id=heard.said.message_id,
        start=found.start,
        confidence=max(found.confidence, _ASKED),
        how="script",
    )
    return None if unfit(candidate, rule) else candidate


def _read(rule: Rule, heard: Heard) -> list[Found[Any]]:
    if rule.spec.kind is Kind.NAME:
        return read(rule, heard) or _as_said(heard)
    if rule.spec.kind is Kind.TEXT:
        # Words that the rule lists, or a shape that it knows, are found without a question too.
        return read(rule, replace(heard, asked="")) or _as_said(heard)
    return read(rule, heard)


def _as_said(heard: Heard) -> list[Found[Any]]:
    told = told_and_asked(heard.text).told
    if not told:
        return []
    start = heard.text.find(told)
    # With a question in its middle it does not stand there in one piece: then the whole proves it.
    start, end = (start, start + len(told)) if start >= 0 else (0, len(heard.text))
    return [Found(told, start, end, _ASKED)]


def _meant(found: list[Found[Any]]) -> Found[Any] | None:
    """The surest; of several that are as sure nobody knows which is meant."""
    as_sure = {repr(one.value) for one in found if one.confidence == found[0].confidence}
    return found[0] if len(as_sure) == 1 else None
