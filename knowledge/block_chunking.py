"""The blocks of a file → passages that know their place. Pure, and as a stream, window by window."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from knowledge.chunking import Passage, passages
from knowledge.readers.blocks import Block

# Characters that are cut at once. Between two windows no passage overlaps, so that few is better, and none takes long.
_WINDOW = 40_000


@dataclass(frozen=True)
class PlacedPassage:
    """`place`: of the block in which the passage begins."""

    passage: Passage
    place: dict[str, Any]


def block_passages(blocks: Iterable[Block]) -> Iterator[PlacedPassage]:
    """Cut the blocks into passages, in order; `start` and `end` count characters of the text as it was read."""
    window = _Window(offset=0)
    for block in blocks:
        if window.is_full or not window.continues(block):
            yield from window.passages()
            window = _Window(offset=window.end)
        window.add(block)
    yield from window.passages()


class _Window:
    def __init__(self, *, offset: int) -> None:
        self.end = offset
        self._offset = offset
        self._blocks: list[Block] = []
        self._starts: list[int] = []

    @property
    def is_full(self) -> bool:
        return self.end - self._offset >= _WINDOW

    def continues(self, block: Block) -> bool:
        """A sheet begins anew; the pages of a document go on, in the middle of a sentence too."""
        return not self._blocks or block.place.get("sheet") == self._blocks[-1].place.get("sheet")

    def add(self, block: Block) -> None:
        self._blocks.append(block)
        self._starts.append(self.end)
        self.end += len(block.text) + len(_gap(block))

    def passages(self) -> Iterator[PlacedPassage]:
        if not self._blocks:
            return
        # The headings above the window are written before it, so that its passages stand beneath them.
        head = "".join(f"{heading}\n" for heading in self._blocks[0].path)
        text = head + "".join(block.text + _gap(block) for block in self._blocks)
        for passage in passages(text):
            start = self._offset + max(passage.start - len(head), 0)
            end = self._offset + passage.end - len(head)
            at = max(bisect_right(self._starts, start) - 1, 0)
            # Without its sentences: of thousands of passages they would take several times the memory of the texts.
            yield PlacedPassage(replace(passage, start=start, end=end, sentences=()), self._blocks[at].place)


def _gap(block: Block) -> str:
    """Paragraphs stand apart; rows, and the pages of a PDF, follow one another."""
    return "\n" if block.place else "\n\n"
