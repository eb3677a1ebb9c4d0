"""CSV with whatever mark between its cells."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from knowledge.readers.blocks import LONGEST, Block, Item, Step
from knowledge.readers.rows import Rows
from knowledge.readers.texts import text_open
from knowledge.readers.troubles import ReadingFailed

_MARKS = ",;\t|"
_SAMPLE_LINES = 20
_LONGEST_LINE = 1_000_000
_STEP_EVERY = 2_000  # rows


def read(path: Path) -> Iterator[Item]:
    """Raises ReadingFailed when a line is so long that it is no row."""
    size = path.stat().st_size
    csv.field_size_limit(_LONGEST_LINE)
    with text_open(path) as file:
        mark = _mark(file)
        rows, number = Rows(), 0
        found = False
        try:
            for number, cells in enumerate(csv.reader(_lines(file), delimiter=mark), start=1):
                if line := rows.line(cells):
                    found = True
                    yield Block(line, place={"row": number})
                if number % _STEP_EVERY == 0:
                    yield Step(min(file.buffer.tell(), size), size)
        except csv.Error as error:
            raise ReadingFailed("too_long_line", most=_LONGEST_LINE) from error
        if not found and rows.header:
            yield Block(rows.header[:LONGEST], place={"row": number})


def _lines(file: TextIO) -> Iterator[str]:
    while line := file.readline(_LONGEST_LINE):
        if len(line) == _LONGEST_LINE and not line.endswith("\n"):
            raise ReadingFailed("too_long_line", most=_LONGEST_LINE)
        yield line.replace("\0", "")


def _mark(file: TextIO) -> str:
    """What stands between the cells: what is in most of the first lines, and oftenest."""
    sample = [file.readline(LONGEST) for _line in range(_SAMPLE_LINES)]
    file.seek(0)
    return max(_MARKS, key=lambda mark: (sum(mark in line for line in sample), "".join(sample).count(mark)))
