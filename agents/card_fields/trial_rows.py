"""Data entry tried on a dialogue, for the page: the dialogue with its quotes marked, and what comes of each rule."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from agents.card_kinds import CARD_NAMES
from agents.entry.trial import Outcome, Trial
from agents.entry.words import WHY
from agents.extraction.types import Candidate, Said
from crm_kommo.card_view import value_words


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    is_quote: bool


@dataclass(frozen=True, slots=True)
class SaidRow:
    who: str
    pieces: list[Piece]


@dataclass(frozen=True, slots=True, kw_only=True)
class TriedRow:
    """`why`: empty when it would be written. `percent`: of confidence."""

    card: str
    field_name: str
    value: str
    quote: str
    percent: int | None
    by_model: bool
    why: str


def said_rows(trial: Trial) -> list[SaidRow]:
    """A quote of a sensitive value is masked here too."""
    found = [(one, one.finding.candidate) for one in trial.outcomes if one.finding and one.finding.candidate]
    return [
        SaidRow(
            _("Customer") if said.author == "customer" else _("Company"),
            list(_pieces(said, [(one, quote) for one, quote in found if quote.message_id == said.message_id])),
        )
        for said in trial.said
    ]


def tried_rows(trial: Trial) -> list[TriedRow]:
    return [_tried(one) for one in trial.outcomes]


def _pieces(said: Said, quotes: list[tuple[Outcome, Candidate]]) -> Iterator[Piece]:
    """Of quotes that overlap the first one is marked, and the rest of the other."""
    at = 0
    for one, quote in sorted(quotes, key=lambda each: each[1].start):
        start = max(quote.start, at)
        if quote.end <= start:
            continue
        yield Piece(said.text[at:start], False)
        yield Piece(one.shown(said.text[start : quote.end]), True)
        at = quote.end
    yield Piece(said.text[at:], False)


def _tried(one: Outcome) -> TriedRow:
    candidate = one.finding.candidate if one.finding else None
    return TriedRow(
        card=str(CARD_NAMES[one.card]),
        field_name=one.field_name or one.rule.field_id,
        value=one.shown(value_words(candidate.value)) if candidate else "",
        quote=one.shown(candidate.quote) if candidate else "",
        percent=round(candidate.confidence * 100) if candidate else None,
        by_model=bool(candidate and candidate.how == "model"),
        why=str(WHY[one.skipped]) if one.skipped else "",
    )
