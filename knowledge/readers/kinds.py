"""Which format a file is in: by what it holds. Its name decides only among texts, which bear no mark of their own."""

from pathlib import PurePath

PDF, DOCX, XLSX = "pdf", "docx", "xlsx"
CSV, TXT, MD, HTML = "csv", "txt", "md", "html"
OLE = "ole"  # the files of an office before 2007, and protected ones of today
PAGE = "page"  # HTML that was fetched: only who fetched it knows
ZIP = "zip"  # DOCX, XLSX or something else: only its members tell

MEDIA_TYPES = {
    PDF: "application/pdf",
    DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    CSV: "text/csv",
    TXT: "text/plain",
    MD: "text/markdown",
    HTML: "text/html",
    ZIP: "application/zip",
}
PACKED = (DOCX, XLSX)
HEAD_BYTES = 4096

_KINDS = {media_type: kind for kind, media_type in MEDIA_TYPES.items() if kind != ZIP}

_ENDINGS = {
    "pdf": PDF,
    "docx": DOCX,
    "xlsx": XLSX,
    "csv": CSV,
    "tsv": CSV,
    "txt": TXT,
    "text": TXT,
    "log": TXT,
    "md": MD,
    "markdown": MD,
    "html": HTML,
    "htm": HTML,
    "xhtml": HTML,
}
_TEXTS = (CSV, TXT, MD, HTML)
_HTML_STARTS = ("<!doctype html", "<html", "<head", "<body")
_OLE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
# What no text has, but for the marks of an end of line, a tab, a new page and (in old terminals) an escape.
_CONTROLS = bytes(set(range(32)) - {8, 9, 10, 12, 13, 27})


def kind_named(name: str) -> str | None:
    """The format that the ending of a name speaks of; None when it speaks of none that is read here."""
    return _ENDINGS.get(PurePath(name).suffix.lstrip(".").lower())


def kind_of_media(media_type: str) -> str | None:
    """The format of a media type; None for a packed file of which nothing more is known."""
    return _KINDS.get(media_type)


def kind_found(head: bytes, *, named: str | None) -> str | None:
    """The format by a file's first HEAD_BYTES: PDF, ZIP, OLE, one of the texts, or None when it is none of them."""
    # Some programs put a few lines in front of a PDF; readers look for its mark in the first kilobyte.
    if b"%PDF-" in head[:1024]:
        return PDF
    if head.startswith(b"PK\x03\x04"):
        return ZIP
    if head.startswith(_OLE_MARK):
        return OLE
    if not head.startswith(_UTF16) and head.translate(None, _CONTROLS) != head:
        return None
    if named in _TEXTS:
        return named
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:200].decode("ascii", "ignore").lower()
    return HTML if start.startswith(_HTML_STARTS) else TXT
