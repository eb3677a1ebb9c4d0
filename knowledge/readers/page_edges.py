"""Lines at the top or the foot of nearly every page: titles, addresses, page numbers. No passage needs them."""

import re
from collections import Counter
from collections.abc import Iterator

# What is repeated is learnt from the first pages, so that the others can be given as they are read.
LEARN_FROM = 40
_LEAST_PAGES = 3
_SHARE = 0.6
_DEEP = 3  # lines from either end of a page
_DIGITS = re.compile(r"\d+")


class PageEdges:
    """Takes pages in order and gives them without the lines that are repeated, the first ones a little later."""

    def __init__(self) -> None:
        self._waiting: list[tuple[int, list[str]]] = []
        self._repeated: frozenset[str] | None = None

    def feed(self, number: int, text: str) -> Iterator[tuple[int, str]]:
        page = (number, [line.strip() for line in text.splitlines() if line.strip()])
        if self._repeated is not None:
            yield from self._without([page])
            return
        self._waiting.append(page)
        if len(self._waiting) == LEARN_FROM:
            yield from self.rest()

    def rest(self) -> Iterator[tuple[int, str]]:
        """The pages that still wait to be given."""
        if self._repeated is None:
            self._repeated = _repeated([lines for _number, lines in self._waiting])
        waiting, self._waiting = self._waiting, []
        yield from self._without(waiting)

    def _without(self, pages: list[tuple[int, list[str]]]) -> Iterator[tuple[int, str]]:
        for number, lines in pages:
            edges = {*range(_DEEP), *range(len(lines) - _DEEP, len(lines))}
            kept = [line for at, line in enumerate(lines) if at not in edges or _alike(line) not in self._repeated]
            if kept:
                yield number, "\n".join(kept)


def _repeated(pages: list[list[str]]) -> frozenset[str]:
    if len(pages) < _LEAST_PAGES:
        return frozenset()
    counts = Counter(line for lines in pages for line in {_alike(line) for line in [*lines[:_DEEP], *lines[-_DEEP:]]})
    return frozenset(line for line, count in counts.items() if count > _SHARE * len(pages))


def _alike(line: str) -> str:
    """What is the same of a line on all pages: its numbers differ."""
    return _DIGITS.sub("#", line)
