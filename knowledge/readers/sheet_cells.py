"""The cells of a sheet, row by row, as a person sees them."""

from knowledge.readers.cell_formats import CellFormats
from knowledge.readers.shared_strings import LONGEST_CELL, SharedStrings

MOST_COLUMNS = 1_000


class SheetCells:
    """Gives (number of the row, its texts by column)."""

    def __init__(self, strings: SharedStrings, formats: CellFormats) -> None:
        self.out: list[tuple[int, list[str]]] = []
        self._strings, self._formats = strings, formats
        self._row = 0
        self._texts: list[str] = []
        self._column = 0
        self._type = self._style = ""
        self._value = ""
        self._takes_text = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "row":
            self._row = _number(attributes.get("r", ""), otherwise=self._row + 1)
            self._texts, self._column = [], 0
        elif name == "c":
            self._column = _column(attributes.get("r", "")) or self._column + 1
            self._type, self._style = attributes.get("t", "n"), attributes.get("s", "0")
            self._value = ""
        elif name in ("v", "t"):
            self._takes_text = True

    def end(self, name: str) -> None:
        if name in ("v", "t"):
            self._takes_text = False
        elif name == "c" and self._value and self._column <= MOST_COLUMNS:
            self._texts += [""] * (self._column - len(self._texts))
            self._texts[self._column - 1] = self._shown()
        elif name == "row":
            self.out.append((self._row, self._texts))

    def text(self, data: str) -> None:
        if self._takes_text and len(self._value) < LONGEST_CELL:
            self._value += data[: LONGEST_CELL - len(self._value)]

    def _shown(self) -> str:
        if self._type == "s":
            return self._strings[_number(self._value, otherwise=-1)]
        if self._type == "b":
            return "TRUE" if self._value == "1" else "FALSE"
        if self._type == "n":
            return self._formats.shown(self._value, style=self._style)
        return "" if self._type == "e" else self._value


def _number(digits: str, *, otherwise: int) -> int:
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 12 else otherwise


def _column(reference: str) -> int:
    """1 for "A7", 28 for "AB3"; 0 when there is no reference."""
    number = 0
    for letter in reference[:4]:
        if not "A" <= letter <= "Z":
            break
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
