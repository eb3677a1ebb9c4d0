"""What is wrong with an answer."""

from collections.abc import Iterator

from agents.guards.claims import read_claims
from agents.guards.grounds import Grounds
from agents.guards.heard import one_form, sentence_spans
from agents.guards.leaks import leaks_in
from agents.guards.promises import promises_in
from agents.guards.proving import is_figure_proved, is_proved
from agents.guards.types import Fault, FaultKind
from agents.words import folded


def faults_of(text: str, grounds: Grounds) -> list[Fault]:
    """In the order of the text: claims without a proof, promises without a deed, and what was not to be told."""
    found = [*_unproved(text, grounds), *promises_in(text, grounds), *leaks_in(text, grounds)]
    return sorted(found, key=lambda fault: (fault.start, fault.end))


def _unproved(text: str, grounds: Grounds) -> Iterator[Fault]:
    plain = folded(one_form(text))
    spans = sentence_spans(text)
    read = read_claims(text, place=grounds.place, now=grounds.now)
    for claim in read.claims:
        if not is_proved(claim, _around(plain, spans, claim.start), grounds):
            yield _fault(claim.kind, text, claim.start, claim.end)
    for figure in read.figures:
        if figure.says_something and not is_figure_proved(figure, _around(plain, spans, figure.start), grounds):
            yield _fault(figure.kind, text, figure.start, figure.end)


def _fault(kind: FaultKind, text: str, start: int, end: int) -> Fault:
    return Fault(kind, text[start:end].strip(), start, end)


def _around(plain: str, spans: list[tuple[int, int]], position: int) -> str:
    return next((plain[start:end] for start, end in spans if start <= position < end), plain)
