"""Text files of whatever encoding, line by line, never as a whole."""

import codecs
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from charset_normalizer import from_bytes

from knowledge.readers.blocks import LONGEST

_SAMPLE = 1 << 18
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def text_open(path: Path) -> TextIO:
    """Open a text in the encoding that its first 256 KB are in; what does not fit it later becomes "�"."""
    with path.open("rb") as file:
        sample = file.read(_SAMPLE)
    return path.open(encoding=_encoding(sample), errors="replace", newline=None)


def lines(file: TextIO) -> Iterator[tuple[str, bool]]:
    """The lines without their ends, each with whether it is whole; longer ones in pieces, cut between words."""
    left = ""
    while piece := file.readline(LONGEST - len(left)):
        text, left = left + piece, ""
        if not text.endswith("\n") and len(text) >= LONGEST:
            border = text.rfind(" ", LONGEST // 2) + 1
            if border:
                text, left = text[:border], text[border:]
            yield text, False
        else:
            yield text.rstrip("\n"), True
    if left:
        yield left, True


def _encoding(sample: bytes) -> str:
    for mark, name in _MARKS:
        if sample.startswith(mark):
            return name
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample, final=False)
        return "utf-8"
    except UnicodeDecodeError:
        best = from_bytes(sample[: 1 << 15]).best()
        return best.encoding if best else "utf-8"
