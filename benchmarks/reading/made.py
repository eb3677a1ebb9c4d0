"""Large files, written as streams: what makes them must not take the memory that is measured."""

import random
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"

WORDS = (
    *("delivery", "courier", "warehouse", "price", "nail", "hammer", "paint", "order", "pickup"),
    *("return", "city", "office", "day", "week", "customer"),
)
_COLUMNS = "ABCDEFGH"
# A row takes so many bytes when it is packed.
_PACKED_ROW = 132


def workbook(path: Path, *, megabytes: int, seed: int = 7) -> Path:
    """An XLSX of that size: eight columns, every second one of texts that are all different."""
    numbers = random.Random(seed)
    rows = (megabytes << 20) // _PACKED_ROW
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        sheets = '<sheets><sheet name="Stock" sheetId="1" r:id="rId1"/></sheets>'
        archive.writestr("xl/workbook.xml", f'<workbook xmlns="{SHEET}" xmlns:r="{OFFICE}">{sheets}</workbook>')
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{PACKAGE}">'
            f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
            f'<Relationship Id="rId2" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        )
        with archive.open("xl/sharedStrings.xml", "w") as member:
            member.write(f'<sst xmlns="{SHEET}">'.encode())
            for column in _COLUMNS:
                member.write(f"<si><t>Column {column}</t></si>".encode())
            for number in range(rows * 4):
                member.write(f"<si><t>{numbers.choice(WORDS)} {numbers.getrandbits(100):x} {number}</t></si>".encode())
            member.write(b"</sst>")
        with archive.open("xl/worksheets/sheet1.xml", "w") as member:
            member.write(f'<worksheet xmlns="{SHEET}"><sheetData>'.encode())
            member.write(_row(1, [f'<c r="{column}1" t="s"><v>{at}</v></c>' for at, column in enumerate(_COLUMNS)]))
            for row in range(2, rows + 2):
                member.write(_row(row, [_cell(at, row, numbers) for at in range(len(_COLUMNS))]))
            member.write(b"</sheetData></worksheet>")
    return path


def document(path: Path, *, pages: int, seed: int = 7) -> Path:
    """A PDF of that many pages, each of forty lines of different words."""
    numbers = random.Random(seed)
    kids = b" ".join(b"%d 0 R" % (5 + 2 * page) for page in range(pages))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>" % (pages, kids),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for page in range(pages):
        lines = [" ".join(numbers.choices(WORDS, k=12)) for _line in range(40)]
        text = "".join(f"({line}. Page {page}) Tj 0 -14 Td " for line in lines)
        stream = f"BT /F1 9 Tf 50 780 Td {text}ET".encode()
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % len(objects)
        )
    _write_pdf(path, objects)
    return path


def _row(number: int, cells: list[str]) -> bytes:
    return f'<row r="{number}">{"".join(cells)}</row>'.encode()


def _cell(column: int, row: int, numbers: random.Random) -> str:
    reference = f"{_COLUMNS[column]}{row}"
    if column % 2:
        return f'<c r="{reference}"><v>{numbers.random() * 1000:.2f}</v></c>'
    return f'<c r="{reference}" t="s"><v>{len(_COLUMNS) + (row - 2) * 4 + column // 2}</v></c>'


def _write_pdf(path: Path, objects: list[bytes]) -> None:
    with path.open("wb") as file:
        file.write(b"%PDF-1.4\n")
        starts = []
        for number, content in enumerate(objects, start=1):
            starts.append(file.tell())
            file.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
        table = file.tell()
        file.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
        file.writelines(b"%010d 00000 n \n" % start for start in starts)
        file.write(b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table))
