"""Rows of a table → a list item each that can be understood alone: "- Name: Anna; Price: 20"."""

from collections.abc import Iterable, Sequence

from knowledge.readers.blocks import LONGEST

# How far down a sheet its column names are looked for: above them there may be a title and notes.
_HEADER_WITHIN = 20


class Rows:
    """Learns the names of the columns on the way: the first row with several cells, all of them words, each other."""

    def __init__(self) -> None:
        self._names: Sequence[str] | None = None
        self._seen = 0

    def line(self, cells: Sequence[str]) -> str:
        """The row in words; "" for an empty one and for the names of the columns themselves."""
        cells = [" ".join(cell.split()) for cell in cells]
        if not any(cells):
            return ""
        self._seen += 1
        if self._names is None and self._seen <= _HEADER_WITHIN and _is_header(cells):
            self._names = cells
            return ""
        return f"- {'; '.join(self._named(cells))}"[:LONGEST]

    @property
    def header(self) -> str:
        """The names of the columns: what a table without rows still says."""
        return "; ".join(name for name in self._names or () if name)

    def _named(self, cells: Iterable[str]) -> list[str]:
        names = self._names or ()
        return [
            f"{names[column]}: {cell}" if column < len(names) and names[column] else cell
            for column, cell in enumerate(cells)
            if cell
        ]


def _is_header(cells: Sequence[str]) -> bool:
    names = [cell for cell in cells if cell]
    return (
        len(names) > 1
        and len(set(names)) == len(names)
        and all(len(name) <= 80 and any(letter.isalpha() for letter in name) for name in names)
        and not any(name[0].isdigit() and name[-1].isdigit() for name in names)
    )
