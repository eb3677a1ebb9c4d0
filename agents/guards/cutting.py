"""An answer without the sentences that hold a fault."""

from collections.abc import Iterable

from agents.guards.heard import sentence_spans
from agents.guards.types import Fault

# A heading says nothing without what it heads.
_HEADS = (":", "：")


def cut(text: str, faults: Iterable[Fault]) -> str:
    """What is left of it, "" when nothing is; line breaks between what stays are kept."""
    faulty = list(faults)
    spans = sentence_spans(text)
    held = {place for place, (start, end) in enumerate(spans) if any(f.start < end and start < f.end for f in faulty)}
    if not held:
        return text
    kept = [
        (start, end)
        for place, (start, end) in enumerate(spans)
        if place not in held and not _heads_only(text[start:end], place, len(spans), held)
    ]
    return "".join(text[start:end] for start, end in kept).strip()


def _heads_only(sentence: str, place: int, count: int, held: set[int]) -> bool:
    """What follows it up to the next heading is gone: of that the next sentence tells enough."""
    return sentence.rstrip().endswith(_HEADS) and (place + 1 in held or place + 1 == count)
