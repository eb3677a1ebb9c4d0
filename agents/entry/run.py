"""One look at what the customer said for the fields of the cards: found, judged, written, and what to ask next."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import structlog

from agents.cards import Cards
from agents.entry.by_model import claims_of
from agents.entry.private import private_of
from agents.entry.rules import rules_of
from agents.entry.standing import place_of, present_in
from agents.entry.talk import Talk
from agents.entry.writing import rows_of, rows_write, shown
from agents.extraction.asking import Question, question_next
from agents.extraction.finding import findings, is_read
from agents.extraction.policy import Present, locked
from agents.extraction.types import Finding, Rule, Said, Told
from agents.manner import answer_language
from agents.models import ModelCall
from agents.selectors import model_provider_of
from agents.services.model_calls import CallFor
from crm_kommo.card_view import value_words
from knowledge.languages import language_detect

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Entered:
    """What came of it. `question`: which field is to be asked for now; `told`: what was read as values;
    `trace` for the decision.
    """

    question: Question | None = None
    told: tuple[Told, ...] = ()
    trace: dict[str, Any] = field(default_factory=dict)


def fields_enter(
    talk: Talk,
    *,
    said: Sequence[Said],
    before: Sequence[Said],
    asked_lately: Collection[str] = (),
) -> Entered:
    """Write into the talk's lead and contact what `said` says of their fields. `before` is only context.

    `said` are the messages of the turn, by their own ids; `asked_lately`: fields that our last answers asked for. It
    fails for itself: what goes wrong is told in the trace, and an answer is given all the same. Not to be called
    inside a transaction.
    """
    cards = talk.cards
    rules = rules_of(talk.settings, cards.catalogues, talk.stage)
    if not rules:
        return Entered()
    rules = [rule for rule in rules if rule.spec.card in cards.views]
    present = present_in(cards.views, rules)
    found, failure = _found(talk, rules, cards, present, said=said, before=before)
    if not talk.is_dry:
        writes = {card: rows_of(talk, card, cards.views[card], found) for card in cards.views}
        for rows in writes.values():
            rows_write(rows)
    filled = {one.rule.spec.path for one in found if one.candidate and one.skipped is None}
    question = question_next(
        rules=[rule for rule in rules if rule.spec.path not in filled],
        wanted=talk.stage.collect,
        present=present,
        asked_lately=asked_lately,
        language=answer_language(talk.settings.language, customers=language_detect(talk.said)),
    )
    trace = {"found": [_traced(one) for one in found if one.candidate], "failed": failure or _why(cards)}
    told = tuple(
        Told(one.candidate.quote, one.rule.spec.name, one.rule.spec.is_sensitive)
        for one in found
        if one.candidate and is_read(one)
    )
    return Entered(question, told, {"entry": trace})


def _why(cards: Cards) -> str:
    return cards.unread.code if cards.unread else ""


def _found(
    talk: Talk,
    rules: list[Rule],
    cards: Cards,
    present: Mapping[str, Present],
    *,
    said: Sequence[Said],
    before: Sequence[Said],
) -> tuple[list[Finding], str]:
    place, provider = place_of(cards.views), model_provider_of(talk.agent)
    private = private_of(talk.settings, cards, talk.stage)
    # A model costs the tenant: it is asked only for what could be written.
    open_rules = [rule for rule in rules if locked(rule, present[rule.spec.path]) is None]
    # What our side asked last tells what a short answer is about; of what was said before nothing else is read.
    asked = [one for one in before[-1:] if one.author == "company"]
    try:
        claims, failure = claims_of(
            rules=open_rules,
            private=private,
            before=before,
            said=said,
            place=place,
            provider=provider,
            call=_call(talk, said),
        )
        return findings(rules=rules, said=[*asked, *said], place=place, claims=claims, present=present), failure
    except Exception as error:
        # What customers and models write is read here by much code of ours: whatever it stumbles over, the turn goes
        # on. The database was asked before, so that no fault of it is taken for one of their words.
        log.exception("entry_reading_failed")
        return [], type(error).__name__


def _call(talk: Talk, said: Sequence[Said]) -> CallFor:
    return CallFor(
        purpose=ModelCall.Purpose.EXTRACTION,
        agent=talk.agent,
        version=talk.version,
        conversation_id=talk.conversation_id,
        turn=said[0].message_id if said else "",
    )


def _traced(one: Finding) -> dict[str, Any]:
    return {
        "field": one.rule.spec.path,
        "name": one.rule.spec.name,
        "value": shown(one.rule, value_words(one.candidate.value)),
        "quote": shown(one.rule, one.candidate.quote),
        "confidence": one.candidate.confidence,
        "how": one.candidate.how,
        "skipped": one.skipped,
    }
