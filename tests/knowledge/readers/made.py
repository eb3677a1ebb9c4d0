"""Files made for the tests: as programs write them, and as those do who want to harm a reader."""

import struct
from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from pypdf import PdfWriter

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def pdf(path: Path, pages: Sequence[Sequence[str]]) -> Path:
    """A PDF of one font, a line under the other."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    kids = []
    for lines in pages:
        shown = "".join(f"({line}) Tj 0 -14 Td " for line in lines)
        stream = f"BT /F1 11 Tf 50 780 Td {shown}ET".encode("cp1252")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % len(objects)
        )
        kids.append(len(objects))
    objects[1] = pages_object(kids)
    return pdf_of(path, objects)


def pages_object(kids: Iterable[int]) -> bytes:
    kids = list(kids)
    return b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(b"%d 0 R" % kid for kid in kids))


def pdf_of(path: Path, objects: Sequence[bytes]) -> Path:
    """A PDF of these objects, numbered from 1; the first is the catalogue."""
    out, starts = BytesIO(), []
    out.write(b"%PDF-1.4\n")
    for number, content in enumerate(objects, start=1):
        starts.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    table = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % start for start in starts)
    out.write(b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table))
    path.write_bytes(out.getvalue())
    return path


def pdf_encrypted(path: Path) -> Path:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.encrypt("a secret", algorithm="RC4-128")
    writer.write(path)
    return path


def pdf_that_loops(path: Path) -> Path:
    """Its tree of pages leads back to itself."""
    return pdf_of(path, [b"<< /Type /Catalog /Pages 2 0 R >>", pages_object([2, 2])])


def docx(path: Path, body: str, *, styles: str = "", head: str = "") -> Path:
    document = f'{head}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    return zipped(
        path,
        {
            "[Content_Types].xml": "<Types/>",
            "word/styles.xml": f'<w:styles xmlns:w="{WORD}">{styles}</w:styles>',
            "word/document.xml": document,
        },
    )


def paragraph(text: str, *, style: str = "", properties: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr><w:r><w:t>{escape(text)}</w:t></w:r></w:p>"


def style(identifier: str, name: str) -> str:
    return f'<w:style w:type="paragraph" w:styleId="{identifier}"><w:name w:val="{name}"/></w:style>'


def table(rows: Iterable[Iterable[str]]) -> str:
    inside = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{cells}</w:tr>' for cells in inside)}</w:tbl>"


def xlsx(
    path: Path, sheets: dict[str, str], *, strings: Sequence[str] = (), styles: str = "", hidden: str = ""
) -> Path:
    """A workbook: `sheets` map names to the XML of their rows, `strings` are the shared ones."""
    named = "".join(
        f'<sheet name="{name}" sheetId="{number}" r:id="rId{number}" state="{_state(name == hidden)}"/>'
        for number, name in enumerate(sheets, start=1)
    )
    related = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        for number in range(1, len(sheets) + 1)
    )
    related += f'<Relationship Id="rIdS" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
    shared = "".join(f"<si><t>{escape(text)}</t></si>" for text in strings)
    members = {
        "xl/workbook.xml": f'<workbook xmlns="{SHEET}" xmlns:r="{OFFICE}"><sheets>{named}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{RELATIONS}">{related}</Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{SHEET}">{styles}</styleSheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{SHEET}">{shared}</sst>',
    }
    for number, rows in enumerate(sheets.values(), start=1):
        sheet = f'<worksheet xmlns="{SHEET}"><sheetData>{rows}</sheetData></worksheet>'
        members[f"xl/worksheets/sheet{number}.xml"] = sheet
    return zipped(path, members)


def row(number: int, cells: dict[str, str | float], *, style: int = 0) -> str:
    """The XML of a row: words written into their cells, numbers in the style given."""
    inside = "".join(_cell(f"{column}{number}", value, style) for column, value in cells.items())
    return f'<row r="{number}">{inside}</row>'


def _state(is_hidden: bool) -> str:
    return "hidden" if is_hidden else "visible"


def _cell(reference: str, value: str | float, style: int) -> str:
    if isinstance(value, str):
        return f'<c r="{reference}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    return f'<c r="{reference}" s="{style}"><v>{value}</v></c>'


def zipped(path: Path, members: dict[str, str | bytes]) -> Path:
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def zip_bomb(path: Path, *, megabytes: int = 60) -> Path:
    """A DOCX whose text is some kilobytes packed, and that many megabytes unpacked."""
    with ZipFile(path, "w", ZIP_DEFLATED) as archive, archive.open("word/document.xml", "w") as member:
        for _megabyte in range(megabytes):
            member.write(b" " * (1 << 20))
    return path


def laughs() -> str:
    """A DTD by which ten letters become a thousand million."""
    entities = "".join(f'<!ENTITY e{level} "{_tenfold(level - 1)}">' for level in range(1, 10))
    return f'<!DOCTYPE bomb [<!ENTITY e0 "laugh">{entities}]>'


def with_parts_claimed(path: Path, parts: int) -> Path:
    """The zip file at `path` with a false number of parts in its end record."""
    content = bytearray(path.read_bytes())
    at = content.rindex(b"PK\x05\x06")
    content[at + 8 : at + 12] = struct.pack("<HH", parts, parts)
    path.write_bytes(content)
    return path


def _tenfold(level: int) -> str:
    return f"&e{level};" * 10
