"""Everything in a text that can be compared with what is known."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from agents.extraction.reading import Heard
from agents.extraction.types import Place
from agents.guards.calendar import days_named, times_named
from agents.guards.figures import Figure, figures_in
from agents.guards.free import gifts_in
from agents.guards.heard import heard_now, one_form, pieces
from agents.guards.shapes import shapes_in
from agents.guards.streets import streets_in
from agents.guards.types import Claim
from agents.guards.week import weekdays_in


@dataclass(frozen=True, slots=True)
class Read:
    """What a text claims; numbers apart, because what they count decides with what they are compared."""

    claims: tuple[Claim, ...]
    figures: tuple[Figure, ...]


def read_claims(text: str, *, place: Place, now: datetime) -> Read:
    """Positions are those of the text."""
    claims, figures = [], []
    for offset, piece in pieces(one_form(text)):
        read = _of_piece(piece, place=place, now=now)
        claims += [_moved(one, offset) for one in read.claims]
        figures += [replace(one, start=one.start + offset, end=one.end + offset) for one in read.figures]
    return Read(tuple(dict.fromkeys(claims)), tuple(dict.fromkeys(figures)))


def _of_piece(piece: str, *, place: Place, now: datetime) -> Read:
    heard = heard_now(piece, place=place, now=now)
    claims: list[Claim] = []
    for one in _in_order(heard):
        if not any(one.start < other.end and other.start < one.end for other in claims):
            claims.append(one)
    taken = [(one.start, one.end) for one in claims]
    return Read(tuple(claims), tuple(figures_in(heard.folded, taken=taken)))


def _in_order(heard: Heard) -> Iterator[Claim]:
    """The strongest shapes first: what belongs to one is no other."""
    yield from shapes_in(heard)
    yield from streets_in(heard.folded)
    yield from days_named(heard)
    yield from weekdays_in(heard.folded)
    yield from times_named(heard)
    yield from gifts_in(heard.folded)


def _moved(claim: Claim, offset: int) -> Claim:
    return replace(claim, start=claim.start + offset, end=claim.end + offset)
