"""The texts of a workbook, which its cells name by number: kept in a file, since there may be millions."""

import os
from array import array
from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import IO, Self

from knowledge.readers.xml import parsed

# What a cell can hold; a longer one was not written by a program of an office.
LONGEST_CELL = 32_767
_STEP_EVERY = 5_000


class SharedStrings:
    def __init__(self) -> None:
        self._file = TemporaryFile()  # noqa: SIM115  closed by __exit__
        self._starts = array("Q", [0])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._file.close()

    def fill(self, stream: IO[bytes]) -> Iterator[int]:
        """Take all texts from the workbook's part; gives now and then how many there are, so that somebody can look."""
        for text in parsed(stream, _Strings()):
            written = self._file.write(text.encode("utf-8", "ignore"))
            self._starts.append(self._starts[-1] + written)
            if len(self._starts) % _STEP_EVERY == 0:
                yield len(self._starts)
        self._file.flush()

    def __getitem__(self, number: int) -> str:
        """The text of this number; "" when there is none."""
        if not 0 <= number < len(self._starts) - 1:
            return ""
        start, end = self._starts[number], self._starts[number + 1]
        return os.pread(self._file.fileno(), end - start, start).decode()


class _Strings:
    """Gives each text, in order; how it is to be pronounced stands beside it and is left out."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self._text = ""
        self._takes_text = False
        self._spoken = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "si":
            self._text = ""
        elif name == "rPh":
            self._spoken = True
        elif name == "t":
            self._takes_text = not self._spoken

    def end(self, name: str) -> None:
        if name == "si":
            self.out.append(self._text)
        elif name == "rPh":
            self._spoken = False
        elif name == "t":
            self._takes_text = False

    def text(self, data: str) -> None:
        if self._takes_text and len(self._text) < LONGEST_CELL:
            self._text += data[: LONGEST_CELL - len(self._text)]
