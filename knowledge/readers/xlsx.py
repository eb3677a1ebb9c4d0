"""XLSX: each row of each sheet as a line with the names of its columns. Streamed, as sheets have millions of cells.

Hidden sheets are left out: what their author does not show, no customer is told.
"""

from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

from knowledge.readers.archive import archive_open
from knowledge.readers.blocks import Block, Item, Step
from knowledge.readers.cell_formats import cell_formats
from knowledge.readers.rows import Rows
from knowledge.readers.shared_strings import SharedStrings
from knowledge.readers.sheet_cells import SheetCells
from knowledge.readers.workbook import Sheet, workbook_of
from knowledge.readers.xml import parsed

_STEP_EVERY = 500  # rows


def read(path: Path) -> Iterator[Item]:
    """Raises ReadingFailed."""
    with archive_open(path) as archive, SharedStrings() as strings:
        workbook = workbook_of(archive)
        sizes = [archive.getinfo(sheet.member).file_size for sheet in workbook.sheets]
        strings_size = archive.getinfo(workbook.strings).file_size if workbook.strings else 0
        whole = sum(sizes) + strings_size
        if workbook.strings:
            with archive.open(workbook.strings) as stream:
                for _count in strings.fill(stream):
                    yield Step(min(stream.tell(), strings_size), whole)
        done = strings_size
        formats = cell_formats(archive, is_1904=workbook.is_1904)
        for sheet, size in zip(workbook.sheets, sizes, strict=True):
            yield from _rows(archive, sheet, SheetCells(strings, formats), done=done, whole=whole)
            done += size
        yield Step(whole, whole)


def _rows(archive: ZipFile, sheet: Sheet, cells: SheetCells, *, done: int, whole: int) -> Iterator[Item]:
    rows, found, number = Rows(), False, 0
    with archive.open(sheet.member) as stream:
        for count, (number, texts) in enumerate(parsed(stream, cells), start=1):
            if line := rows.line(texts):
                found = True
                yield Block(line, (f"# {sheet.name}",), {"sheet": sheet.name, "row": number})
            if count % _STEP_EVERY == 0:
                yield Step(min(done + stream.tell(), whole), whole)
    if not found and rows.header:
        yield Block(rows.header, (f"# {sheet.name}",), {"sheet": sheet.name, "row": number})
