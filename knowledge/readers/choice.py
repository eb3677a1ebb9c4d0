"""The reader of a file: by what it holds, never by its name alone."""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from knowledge.readers.archive import archive_open, packed_kind
from knowledge.readers.blocks import Item
from knowledge.readers.kinds import CSV, DOCX, HEAD_BYTES, HTML, MD, OLE, PACKED, PAGE, PDF, TXT, XLSX, ZIP, kind_found
from knowledge.readers.troubles import ReadingFailed

# By name, so that a process loads only the one it needs: they count against its memory.
READERS = {
    PDF: "knowledge.readers.pdf",
    DOCX: "knowledge.readers.docx",
    XLSX: "knowledge.readers.xlsx",
    CSV: "knowledge.readers.comma",
    TXT: "knowledge.readers.plain",
    MD: "knowledge.readers.plain",
    HTML: "knowledge.readers.markup",
    PAGE: "knowledge.readers.page",
}


def kind_of(path: Path, *, named: str | None) -> str:
    """Which of READERS the file is for; `named`: what its name says. Raises ReadingFailed, also when the name lies."""
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    if not head:
        raise ReadingFailed("empty")
    if named == PAGE:
        return PAGE
    kind = kind_found(head, named=named)
    if kind == ZIP:
        with archive_open(path) as archive:
            kind = packed_kind(archive)
    if kind == OLE:
        # Office packs a protected document so; unprotected it is one of the formats from before 2007.
        raise ReadingFailed("encrypted" if named in PACKED else "unknown_type")
    if kind is None:
        raise ReadingFailed("unknown_type")
    if named not in (None, kind):
        raise ReadingFailed("wrong_type", named=named.upper(), found=kind.upper())
    return kind


def read(path: Path, *, kind: str) -> Iterator[Item]:
    """The file's text, block by block. Raises ReadingFailed."""
    return import_module(READERS[kind]).read(path)
