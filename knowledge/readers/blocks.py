"""What readers give."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

# The longest text of a block: whatever is longer is cut, so that nothing in a file decides how much memory it takes.
LONGEST = 16_000
_LONGEST_TITLE = 200


@dataclass(frozen=True)
class Block:
    """A paragraph, heading or row in Markdown; `path` are the headings above it as they are written ("## Prices").

    `place`: {"page": n} of a PDF, {"sheet": name, "row": n} of a workbook, {"row": n} of a CSV, else {}.
    """

    text: str
    path: tuple[str, ...] = ()
    place: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Step:
    """How much of the file was read: bytes, or pages of a PDF."""

    done: int
    steps: int


@dataclass(frozen=True)
class Warned:
    """The file was read, but not all of it: a code of knowledge/reading/troubles.py with its figures."""

    code: str
    facts: dict[str, Any]


@dataclass(frozen=True)
class PageFacts:
    """What a web page says of itself: addresses as they are written there, from `base` if it has one."""

    title: str
    canonical: str
    base: str
    links: list[str]
    wants_login: bool


Item = Block | Step | Warned | PageFacts


def pieces(text: str) -> Iterator[str]:
    """`text` in pieces of at most LONGEST characters, cut between words where there are any."""
    start = 0
    while len(text) - start > LONGEST:
        space = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        border = space + 1 if space > 0 else start + LONGEST
        yield text[start:border]
        start = border
    yield text[start:]


class Headings:
    """The headings above a place in a text, kept while it is read from top to bottom."""

    def __init__(self) -> None:
        self._open: list[tuple[int, str]] = []

    @property
    def path(self) -> tuple[str, ...]:
        return tuple(f"{'#' * level} {title}" for level, title in self._open)

    def enter(self, level: int, title: str) -> Block:
        """The block of a new heading, beneath which stands what follows."""
        self._open = [heading for heading in self._open if heading[0] < level]
        path = self.path
        self._open.append((level, title[:_LONGEST_TITLE]))
        return Block(f"{'#' * level} {title[:_LONGEST_TITLE]}", path)
