"""PDF: the text of each page, without what stands on every page, with words put together that a line end divided."""

import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError

from knowledge.readers.blocks import Block, Item, Step, Warned, pieces
from knowledge.readers.page_edges import PageEdges
from knowledge.readers.troubles import ReadingFailed

# Fewer letters a page than this are a number or a stamp on a picture of text.
_LEAST_LETTERS = 8
# A reader keeps what it resolved; a new one every so many pages keeps the memory level, and costs milliseconds.
_PAGES_A_READER = 50
_DIVIDED = re.compile(r"(?<=[^\W\d_])[-\u00ad\u2010]\n(?=[a-zà-öø-ÿа-яё])")
_BLANK = re.compile(r"[ \t\u00a0]+")


def read(path: Path) -> Iterator[Item]:
    """Raises ReadingFailed: encrypted, broken, needs_ocr."""
    # A damaged file makes the library warn of each object.
    logging.getLogger("pypdf").disabled = True
    edges, letters, unread, count = PageEdges(), 0, [], 0
    for number, count, text in _pages(path):
        if text is None:
            unread.append(number)
        letters += sum(map(str.isalpha, text or ""))
        for page, body in edges.feed(number, text or ""):
            yield from _blocks(page, body)
        yield Step(number, count)
    for page, body in edges.rest():
        yield from _blocks(page, body)
    if len(unread) == count:
        raise ReadingFailed("broken")
    if letters < _LEAST_LETTERS * count:
        raise ReadingFailed("needs_ocr", pages=count)
    if unread:
        yield Warned("pages_left_out", {"count": len(unread), "pages": count, "page": unread[0]})


def _pages(path: Path) -> Iterator[tuple[int, int, str | None]]:
    """The number of each page, how many there are, and its text; None for one that cannot be read."""
    first, count = 0, 1
    while first < count:
        with path.open("rb") as file:
            reader = _opened(file)
            count = len(reader.pages)
            for index in range(first, min(first + _PAGES_A_READER, count)):
                yield index + 1, count, _text(reader, index)
        first += _PAGES_A_READER


def _opened(file: IO[bytes]) -> PdfReader:
    try:
        reader = PdfReader(file)
        # Many are locked against changes only, and open without a password.
        if reader.is_encrypted and not reader.decrypt(""):
            raise ReadingFailed("encrypted")
        if not len(reader.pages):
            raise ReadingFailed("empty")
    except DependencyError as error:
        raise ReadingFailed("encrypted") from error
    except PyPdfError as error:
        raise ReadingFailed("broken") from error
    return reader


def _text(reader: PdfReader, index: int) -> str | None:
    try:
        text = reader.pages[index].extract_text()
    except (MemoryError, RecursionError):
        raise
    except Exception:  # whatever a damaged page makes the library trip over: the others are read
        return None
    return _BLANK.sub(" ", text.replace("\r\n", "\n"))


def _blocks(page: int, text: str) -> Iterator[Block]:
    for piece in pieces(_DIVIDED.sub("", text)):
        yield Block(piece, place={"page": page})
