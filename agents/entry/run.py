"""One look at what the customer said for the fields of the cards: found, judged, written, and what to ask next."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import structlog

from agents.answering.types import Situation
from agents.entry.by_model import claims_of
from agents.entry.cards import Cards, cards_read, place_of
from agents.entry.rules import ENTITIES, catalogues, rules_of
from agents.extraction.asking import Question, question_next
from agents.extraction.checks import text_of
from agents.extraction.finding import findings
from agents.extraction.policy import Present, locked
from agents.extraction.types import MASK, Candidate, Finding, Rule, Said
from agents.models import FieldWrite
from agents.selectors import model_provider_of
from agents.services.field_writes import LOOK_AFTER, field_writes_keep, field_writes_owe, field_writes_send
from crm_kommo.errors import OutcomeUnknown, TryLater
from knowledge.languages import language_detect
from tenants.errors import ApplicationError

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Entered:
    """What came of it. `question`: which field is to be asked for now; `trace` for the decision."""

    question: Question | None = None
    trace: dict[str, Any] = field(default_factory=dict)


def fields_enter(
    situation: Situation,
    *,
    said: Sequence[Said],
    before: Sequence[Said],
    asked_lately: Collection[str] = (),
) -> Entered:
    """Write into the situation's lead and contact what `said` says of their fields. `before` is only context.

    `said` are the messages of the turn, by their own ids; `asked_lately`: fields that our last answers asked for. It
    fails for itself: what goes wrong is told in the trace, and an answer is given all the same. Not to be called
    inside a transaction.
    """
    known = catalogues()
    rules = rules_of(situation.settings, known, situation.stage)
    if not rules:
        return Entered()
    try:
        cards = cards_read(lead_id=situation.lead_id, contact_id=situation.contact_id)
    except ApplicationError as error:
        log.warning("entry_card_failed", code=error.code)
        return Entered(trace={"entry": {"failed": error.code}})
    rules = [rule for rule in rules if rule.spec.card in cards.views]
    present = cards.present(rules)
    found, failure = _found(situation, rules, cards, present, said=said, before=before)
    writes = {card: _rows(situation, card, cards, found) for card in cards.views}
    for rows in writes.values():
        _write(rows)
    filled = {one.rule.spec.path for one in found if one.candidate and one.skipped is None}
    question = question_next(
        rules=[rule for rule in rules if rule.spec.path not in filled],
        wanted=situation.stage.collect,
        present=present,
        asked_lately=asked_lately,
        language=_language(situation),
    )
    trace = {"found": [_traced(one) for one in found if one.candidate], "failed": failure}
    asked = {"asked": question.path} if question else {}
    return Entered(question, {"entry": trace, **asked})


def _language(situation: Situation) -> str:
    """In which the customer is asked."""
    settings = situation.settings.language
    theirs = language_detect(situation.said)
    if settings.mode == "fixed":
        return settings.fixed or theirs
    return theirs if settings.mode == "customer" or theirs in settings.allowed else settings.allowed[0]


def _found(
    situation: Situation,
    rules: list[Rule],
    cards: Cards,
    present: Mapping[str, Present],
    *,
    said: Sequence[Said],
    before: Sequence[Said],
) -> tuple[list[Finding], str]:
    place = place_of(cards)
    # A model costs the tenant: it is asked only for what could be written.
    open_rules = [rule for rule in rules if locked(rule, present[rule.spec.path]) is None]
    claims, failure = claims_of(
        rules=open_rules, before=before, said=said, place=place, provider=model_provider_of(situation.agent)
    )
    # What our side asked last tells what a short answer is about; of what was said before nothing else is read.
    asked = [one for one in before[-1:] if one.author == "company"]
    return findings(rules=rules, said=[*asked, *said], place=place, claims=claims, present=present), failure


def _rows(situation: Situation, card: str, cards: Cards, found: list[Finding]) -> list[FieldWrite]:
    view = cards.views[card]
    return [
        FieldWrite(
            conversation_id=situation.conversation_id,
            message_id=int(one.candidate.message_id),
            agent=situation.agent,
            version=situation.version,
            entity=ENTITIES[card],
            card_id=view.card_id,
            field_key=one.rule.spec.key,
            field_name=one.rule.spec.name,
            rule_order=one.rule.order,
            value=_wanted(one.candidate),
            old=view.fields[one.rule.spec.key].raw,
            old_text=_shown(one.rule, view.fields[one.rule.spec.key].text),
            new_text=_shown(one.rule, text_of(one.candidate.value)),
            quote=_shown(one.rule, one.candidate.quote),
            confidence=one.candidate.confidence,
            how=one.candidate.how,
            is_sensitive=one.rule.spec.is_sensitive,
        )
        for one in found
        if one.candidate and one.skipped is None and one.rule.spec.card == card
    ]


def _write(rows: list[FieldWrite]) -> None:
    for effect in field_writes_keep(rows):
        try:
            field_writes_send(effect)
        except TryLater as error:
            field_writes_owe(effect, after=error.after)
        except OutcomeUnknown:
            field_writes_owe(effect, after=LOOK_AFTER)


def _wanted(candidate: Candidate) -> Any:
    """The value as JSON keeps it and as crm_kommo takes it."""
    value = candidate.value
    if isinstance(value, bool | str):
        return value
    if isinstance(value, tuple):
        return list(value)
    return format(value, "f") if isinstance(value, Decimal) else value.isoformat()


def _shown(rule: Rule, text: str) -> str:
    return MASK if rule.spec.is_sensitive and text else text


def _traced(one: Finding) -> dict[str, Any]:
    return {
        "field": one.rule.spec.path,
        "value": _shown(one.rule, text_of(one.candidate.value)),
        "quote": _shown(one.rule, one.candidate.quote),
        "confidence": one.candidate.confidence,
        "how": one.candidate.how,
        "skipped": one.skipped,
    }
