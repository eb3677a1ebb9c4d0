"""DOCX: paragraphs with their headings, list items, rows of tables. Streamed, never in memory as a whole."""

from collections.abc import Iterator
from pathlib import Path

from knowledge.readers.archive import archive_open
from knowledge.readers.blocks import LONGEST, Block, Headings, Item, Step, pieces
from knowledge.readers.word_styles import heading_styles
from knowledge.readers.xml import parsed

_BODY = "word/document.xml"
_DEEPEST = 6


def read(path: Path) -> Iterator[Item]:
    """Raises ReadingFailed."""
    with archive_open(path) as archive:
        size = archive.getinfo(_BODY).file_size
        sink = _Body(heading_styles(archive))
        with archive.open(_BODY) as stream:
            for count, block in enumerate(parsed(stream, sink)):
                yield block
                if count % 200 == 0:
                    yield Step(min(stream.tell(), size), size)


class _Body:
    """Takes the elements of the text. Nested tables are read as part of the cell they stand in."""

    def __init__(self, styles: dict[str, int]) -> None:
        self.out: list[Block] = []
        self._styles = styles
        self._headings = Headings()
        self._text: list[str] = []
        self._length = 0
        self._level = 0
        self._is_item = self._takes_text = False
        self._tables = 0
        self._cells: list[str] = []
        self._cell: list[str] = []
        self._left_out = 0  # how deep in a text that was deleted, or that stands here twice for older programs

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if self._left_out or name in ("del", "Fallback"):
            self._left_out += 1
        elif name == "p":
            self._begin_paragraph()
        elif name == "pStyle":
            self._level = self._styles.get(attributes.get("val", ""), 0)
        elif name == "outlineLvl" and attributes.get("val", "").isdecimal():
            self._level = _level_of(int(attributes["val"]))
        elif name == "numPr":
            self._is_item = True
        elif name == "t":
            self._takes_text = True
        elif name in ("tab", "br", "cr"):
            self._add(" ")
        elif name == "tbl":
            self._tables += 1
        elif name == "tr" and self._tables == 1:
            self._cells = []
        elif name == "tc" and self._tables == 1:
            self._cell = []

    def end(self, name: str) -> None:
        if self._left_out:
            self._left_out -= 1
        elif name == "t":
            self._takes_text = False
        elif name == "p":
            self._end_paragraph()
        elif name == "tbl":
            self._tables -= 1
        elif name == "tc" and self._tables == 1:
            self._cells.append(" ".join(self._cell).replace("|", "/"))
        elif name == "tr" and self._tables == 1 and any(self._cells):
            self._give(f"| {' | '.join(self._cells)} |")

    def text(self, data: str) -> None:
        if self._takes_text and not self._left_out:
            self._add(data)

    def _add(self, data: str) -> None:
        self._text.append(data)
        self._length += len(data)
        if self._length > LONGEST and not self._tables:
            self._end_paragraph()

    def _begin_paragraph(self) -> None:
        self._text, self._length, self._level, self._is_item = [], 0, 0, False

    def _end_paragraph(self) -> None:
        text = " ".join("".join(self._text).split())
        self._text, self._length = [], 0
        if not text:
            return
        if self._tables:
            # A cell is no place for a chapter: beyond this it is left out, so that it cannot grow without bound.
            if sum(map(len, self._cell)) < LONGEST:
                self._cell.append(text[:LONGEST])
        elif self._level:
            self.out.append(self._headings.enter(self._level, text))
        else:
            self._give(f"- {text}" if self._is_item else text)

    def _give(self, text: str) -> None:
        self.out += [Block(piece, self._headings.path) for piece in pieces(text)]


def _level_of(outline: int) -> int:
    """Word counts from 0, and calls 9 what is no heading."""
    return outline + 1 if outline < _DEEPEST else 0
