"""A customer's message as readers take it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, wraps
from typing import Any, Generic, TypeVar

from agents.extraction.types import Place, Said, Value
from agents.words import Word, folded, words_of

V = TypeVar("V", bound=Value)
R = TypeVar("R")
_SENTENCE_ENDS = re.compile(r"[.!?…]+(?=\s|$)|\n+")
_CORRECTS = re.compile(
    r"\b(нет,? (?:лучше|давайте)|лучше|точнее|вернее|ой|ошиб\w+|передумал\w*|"
    r"actually|sorry|no wait|wait|i mean|meant|rather|"
    r"mejor|perdón|perdon|digo|quise decir|melhor|desculpa|desculpe|quer dizer|na verdade|aliás)\b"
)


@dataclass(frozen=True, slots=True)
class Found(Generic[V]):
    """A value that stands in a text from `start` until `end`, and how sure it is that this field was meant."""

    value: V
    start: int
    end: int
    confidence: float


@dataclass(frozen=True, kw_only=True)
class Heard:
    """`asked`: what our side said just before; `place`: how numbers and days are written there."""

    said: Said
    place: Place
    asked: str = ""
    # What was read in it already, by reader: many fields ask for the same.
    read: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def text(self) -> str:
        return self.said.text

    @cached_property
    def folded(self) -> str:
        return folded(self.said.text)

    @cached_property
    def words(self) -> list[Word]:
        return words_of(self.said.text)

    @property
    def now(self) -> datetime:
        """When it was said, in the company's zone."""
        return self.said.at.astimezone(self.place.zone)

    def sentence(self, position: int) -> tuple[int, int]:
        """From where to where the sentence around a position goes, its mark included."""
        starts = [0, *(end.end() for end in _SENTENCE_ENDS.finditer(self.text))]
        begins = max(start for start in starts if start <= position)
        return begins, min((start for start in starts if start > position), default=len(self.text))

    def is_asking(self, position: int) -> bool:
        """Whether the sentence there is a question."""
        begins, ends = self.sentence(position)
        return self.text[begins:ends].rstrip().endswith("?")

    def corrects(self, start: int, end: int) -> bool:
        """Whether the customer takes something back between these positions."""
        return bool(_CORRECTS.search(self.folded[start:end]))

    def near(self, start: int, end: int, pointing: frozenset[str], *, before: int = 4, after: int = 3) -> int | None:
        """How many words away a word of these stems stands, in the same sentence; None where none does."""
        begins, ends = self.sentence(start)
        inside = [word for word in self.words if begins <= word.start < ends]
        left = [word for word in inside if word.end <= start][-before:]
        right = [word for word in inside if word.start >= end][:after]
        steps = [
            (len(left) - place) + self._pauses(word.end, start)
            for place, word in enumerate(left)
            if not word.stems.isdisjoint(pointing)
        ]
        steps += [
            (place + 1) + self._pauses(end, word.start)
            for place, word in enumerate(right)
            if not word.stems.isdisjoint(pointing)
        ]
        return min(steps, default=None)

    def _pauses(self, start: int, end: int) -> int:
        """A comma parts words as one word between them would."""
        return sum(self.text.count(mark, start, end) for mark in ",;")


def once_each(reader: Callable[[Heard], R]) -> Callable[[Heard], R]:
    """Read a message once, however many fields ask."""

    @wraps(reader)
    def reading(heard: Heard) -> R:
        if reader.__name__ not in heard.read:
            heard.read[reader.__name__] = reader(heard)
        return heard.read[reader.__name__]  # type: ignore[no-any-return]

    return reading


def one_meant(heard: Heard, found: list[Found[V]], *, unsure: float) -> list[Found[V]]:
    """Of several values the one that corrects those before; where nothing tells, all of them, as unsure."""
    if len({repr(one.value) for one in found}) <= 1:
        return found[:1]
    ordered = sorted(found, key=lambda one: one.start)
    last, before = ordered[-1], ordered[-2]
    if heard.corrects(before.end, last.start):
        return [last]
    return [Found(one.value, one.start, one.end, min(one.confidence, unsure)) for one in ordered]
