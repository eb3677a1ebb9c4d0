"""TXT and Markdown: paragraphs, and the headings they stand beneath."""

from collections.abc import Iterator
from pathlib import Path

from knowledge.readers.blocks import LONGEST, Block, Headings, Item, Step, pieces
from knowledge.readers.texts import lines, text_open

_DEEPEST = 6
_STEP_EVERY = 1 << 18  # characters


def read(path: Path) -> Iterator[Item]:
    size = path.stat().st_size
    headings, paragraph, in_code, read_since = Headings(), _Paragraph(), False, 0
    with text_open(path) as file:
        for line, _is_whole in lines(file):
            in_code ^= line.lstrip().startswith(("```", "~~~"))
            heading = None if in_code else _heading(line)
            if heading or not line.strip():
                yield from paragraph.blocks(headings.path)
            if heading:
                yield headings.enter(*heading)
            elif line.strip():
                if paragraph.length + len(line) > LONGEST:
                    yield from paragraph.blocks(headings.path)
                paragraph.add(line)
            read_since += len(line)
            if read_since > _STEP_EVERY:
                read_since = 0
                yield Step(min(file.buffer.tell(), size), size)
    yield from paragraph.blocks(headings.path)


class _Paragraph:
    def __init__(self) -> None:
        self._lines: list[str] = []
        self.length = 0

    def add(self, line: str) -> None:
        self._lines.append(line)
        self.length += len(line) + 1

    def blocks(self, path: tuple[str, ...]) -> Iterator[Block]:
        """What was gathered, and begin anew."""
        if self._lines:
            for piece in pieces("\n".join(self._lines)):
                yield Block(piece, path)
        self._lines, self.length = [], 0


def _heading(line: str) -> tuple[int, str] | None:
    level = len(line) - len(line.lstrip("#"))
    title = line[level:].strip()
    if not 1 <= level <= _DEEPEST or not line[level : level + 1].isspace() or not title:
        return None
    return level, title.rstrip("#").rstrip()
