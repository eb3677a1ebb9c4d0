"""A customer's message as readers take it."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, wraps
from typing import Any, Generic, TypeVar, cast

from agents.extraction.types import Place, Said, Value
from agents.words import Word, folded, words_of

V = TypeVar("V", bound=Value)
R = TypeVar("R")
# Longer than what anybody tells; the readers' cost grows with it.
READ_MOST = 4_000
# Of amounts, days and times so many are read of a message.
EACH_MOST = 50
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

    @cached_property
    def text(self) -> str:
        """As far as it is read."""
        return self.said.text[:READ_MOST]

    @cached_property
    def folded(self) -> str:
        return folded(self.text)

    @cached_property
    def words(self) -> list[Word]:
        return words_of(self.text)

    @property
    def now(self) -> datetime:
        """When it was said, in the company's zone."""
        return self.said.at.astimezone(self.place.zone)

    def sentence(self, position: int) -> tuple[int, int]:
        """From where to where the sentence around a position goes, its mark included."""
        after = bisect_right(self._sentences, position)
        return self._sentences[after - 1], [*self._sentences[after : after + 1], len(self.text)][0]

    @cached_property
    def _sentences(self) -> list[int]:
        """Where they begin."""
        return [0, *(end.end() for end in _SENTENCE_ENDS.finditer(self.text))]

    @cached_property
    def _word_starts(self) -> list[int]:
        return [word.start for word in self.words]

    def words_between(self, begins: int, ends: int) -> list[Word]:
        """Those that start there."""
        return self.words[bisect_left(self._word_starts, begins) : bisect_left(self._word_starts, ends)]

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
        inside = self.words_between(begins, ends)
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
        return cast(R, heard.read[reader.__name__])

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
