"""What a dialogue says by its very words, for each rule, without a model."""

from collections.abc import Sequence

from agents.extraction.reading import Heard, read
from agents.extraction.types import Candidate, Place, Rule, Said


def heard_of(said: Sequence[Said], place: Place) -> list[Heard]:
    """The customer's messages, each with what our side said just before it."""
    heard, asked = [], ""
    for message in said:
        if message.author == "customer":
            heard.append(Heard(said=message, place=place, asked=asked))
        else:
            asked = message.text
    return heard


def read_literally(rule: Rule, heard: Sequence[Heard]) -> list[Candidate]:
    """Every value that is said of a field; the surest first, of equally sure ones the one said last."""
    found = [(one, message, place) for place, message in enumerate(heard) for one in read(rule, message)]
    ordered = sorted(found, key=lambda each: (-each[0].confidence, -each[2], each[0].start))
    return [
        Candidate(
            value=one.value,
            quote=message.text[one.start : one.end],
            message_id=message.said.message_id,
            start=one.start,
            confidence=one.confidence,
            how="literal",
        )
        for one, message, _place in ordered
    ]
