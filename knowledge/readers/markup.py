"""HTML: headings, paragraphs, list items and rows of tables, without what a page has for machines and for finding one's
way. A parser that reads on, whatever is written: nothing is held but the paragraph at hand."""

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from knowledge.readers.blocks import LONGEST, Block, Headings, Item, Step, pieces
from knowledge.readers.texts import text_open

_PIECE = 1 << 16
# Not the head: most pages leave out where it ends, and of what is in it only these have a text.
_LEFT_OUT = frozenset({"title", "script", "style", "noscript", "template", "svg", "nav", "iframe", "select", "button"})
_BREAKS = frozenset(
    {
        *("p", "div", "section", "article", "main", "header", "footer", "aside", "ul", "ol", "dl", "dt", "dd", "table"),
        *("tbody", "thead", "blockquote", "pre", "br", "hr", "form", "figure", "figcaption", "address", "details"),
        *("summary", "body", "html"),
    }
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}


def read(path: Path) -> Iterator[Item]:
    size = path.stat().st_size
    parser = MarkupParser()
    with text_open(path) as file:
        while text := file.read(_PIECE):
            parser.feed(text)
            yield from parser.taken()
            yield Step(min(file.buffer.tell(), size), size)
    parser.close()
    parser.end_block()
    yield from parser.taken()


class MarkupParser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self._headings = Headings()
        self._text: list[str] = []
        self._length = 0
        self._mark = ""  # what the block at hand opens with: of a heading, a list item
        self._level = 0  # of the heading at hand
        self._cells: list[str] | None = None  # of the row at hand
        self._in_cell = False
        self._left_out = ""
        self._depth = 0

    def taken(self) -> list[Block]:
        """The blocks that are whole by now."""
        blocks, self.blocks = self.blocks, []
        return blocks

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._left_out:
            self._depth += tag == self._left_out
        elif tag in _LEFT_OUT:
            self._left_out, self._depth = tag, 1
        elif tag == "tr":
            self.end_block()
            self._cells = []
        elif tag in ("td", "th"):
            self._end_cell()
            self._in_cell = True
        elif tag in _HEADINGS:
            self.end_block()
            self._level = _HEADINGS[tag]
        elif tag == "li":
            self.end_block()
            self._mark = "- "
        elif tag in _BREAKS and self._cells is None and not self._level:
            self.end_block()
        elif tag in _BREAKS:
            self._text.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if self._left_out:
            self._depth -= tag == self._left_out
            if not self._depth:
                self._left_out = ""
        elif tag in ("td", "th"):
            self._end_cell()
        elif tag in _HEADINGS or tag in ("li", "tr", "table") or (tag in _BREAKS and self._cells is None):
            self.end_block()

    def handle_data(self, data: str) -> None:
        if self._left_out:
            return
        self._text.append(data)
        self._length += len(data)
        if self._length > LONGEST and self._cells is None:
            self.end_block()

    def end_block(self) -> None:
        """What was gathered becomes a block."""
        if self._cells is not None:
            self._end_cell()
            if any(self._cells):
                self._add(f"| {' | '.join(self._cells)} |")
            self._cells = None
        text = " ".join("".join(self._text).split())
        self._text, self._length = [], 0
        if text and self._level:
            self.blocks.append(self._headings.enter(self._level, text))
        elif text:
            self._add(self._mark + text)
        self._mark, self._level = "", 0

    def _end_cell(self) -> None:
        """Most pages leave out the end of a cell: the next one, or the end of the row, is it."""
        text = " ".join("".join(self._text).split())
        self._text, self._length = [], 0
        if self._cells is None:
            self.blocks += [Block(piece, self._headings.path) for piece in pieces(text) if piece]
        elif self._in_cell or text:
            self._cells.append(text.replace("|", "/"))
        self._in_cell = False

    def _add(self, text: str) -> None:
        self.blocks += [Block(piece, self._headings.path) for piece in pieces(text)]
