"""Rows of a spreadsheet as they are pasted → questions with their answers. Pure."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO

MOST_ROWS = 300
LONGEST_PASTE = 1_000_000


@dataclass(frozen=True)
class PastedRow:
    """`number`: of the line in the spreadsheet, from 1; `category`: as it is written there."""

    number: int
    question: str
    answer: str
    category: str


def rows_pasted(text: str, *, has_header: bool = False) -> list[PastedRow]:
    """The rows that are not empty. Columns: question, answer, category; further ones are left out.

    Cells are parted by tabs, as a spreadsheet copies them, or, where there is no tab, by the mark of a CSV file.
    """
    csv.field_size_limit(LONGEST_PASTE)
    cells = csv.reader(StringIO(text.replace("\0", ""), newline=""), delimiter=_delimiter(text))
    return list(_rows(list(cells), first=2 if has_header else 1))


def _rows(lines: Sequence[Sequence[str]], *, first: int) -> Iterator[PastedRow]:
    for number, line in enumerate(lines[first - 1 :], start=first):
        question, answer, category = ([cell.strip() for cell in line] + ["", "", ""])[:3]
        if question or answer or category:
            yield PastedRow(number, question, answer, category)


def _delimiter(text: str) -> str:
    if "\t" in text:
        return "\t"
    # Unquoted, a comma is more often part of an answer than a semicolon is.
    line = text.strip().partition("\n")[0]
    return ";" if ";" in line else ","
