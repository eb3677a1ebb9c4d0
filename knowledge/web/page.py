"""A fetched page → its text in Markdown and where it leads. It is read in a process of its own, as any file."""

from codecs import lookup
from contextlib import closing
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from knowledge.readers.kinds import HTML, MEDIA_TYPES, PAGE, ZIP
from knowledge.readers.troubles import ReadingFailed
from knowledge.reading.child import messages
from knowledge.web.visiting import Visitor
from knowledge.web_addresses import address_normal, path_of
from tenants.outside_get import OutsideDocument

LONGEST_TITLE = 200
# A page that asks for a password and says less than this is a door, not a text.
_LEAST_TEXT_OF_LOGIN = 600

_KINDS = {media_type: kind for kind, media_type in MEDIA_TYPES.items() if kind != ZIP}
_KINDS |= {MEDIA_TYPES[HTML]: PAGE, "application/xhtml+xml": PAGE, "": PAGE}
_GONE = (HTTPStatus.NOT_FOUND, HTTPStatus.GONE)
_CLOSED = (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN)


@dataclass(frozen=True)
class PageText:
    """`markdown` is whole; `canonical`: the address it says is its own, "" when it says none; `links`: normal ones."""

    title: str
    markdown: str
    canonical: str
    links: list[str]


def page_fetch(address: str, visitor: Visitor, *, etag: str = "", modified: str = "", **options) -> OutsideDocument:
    """The page, or one of status 304 when it is as it was. Raises ReadingFailed."""
    found = visitor.get(address, etag=etag, modified=modified, media_types=_KINDS, **options)
    if found.status in _GONE:
        raise ReadingFailed("page_gone", status=found.status)
    if found.status in _CLOSED:
        raise ReadingFailed("page_login")
    if found.status not in (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED):
        raise ReadingFailed("page_answer", status=found.status)
    return found


def page_read(document: OutsideDocument) -> PageText:
    """What the page says. Raises ReadingFailed."""
    texts, page = _parts(document)
    markdown = _joined(texts).encode("utf-8", "ignore").decode().replace("\0", "").strip()
    if page.get("wants_login") and len(markdown) < _LEAST_TEXT_OF_LOGIN:
        raise ReadingFailed("page_login")
    if not markdown:
        raise ReadingFailed("page_no_text")
    base = address_normal(page.get("base", ""), base=document.url) or document.url
    links = [address_normal(link, base=base) for link in page.get("links", ())]
    canonical = page.get("canonical") and address_normal(page["canonical"], base=base)
    return PageText(
        title=_title(document, texts, page),
        markdown=markdown,
        canonical=canonical or "",
        links=list(dict.fromkeys(link for link in links if link)),
    )


def _parts(document: OutsideDocument) -> tuple[list[str], dict[str, Any]]:
    """Its paragraphs, and what it says of itself."""
    texts, page = [], {}
    with TemporaryDirectory(prefix="page-") as folder:
        path = Path(folder, "page")
        path.write_bytes(_utf8(document))
        with closing(messages(path, named=_KINDS[document.media_type])) as said:
            for message in said:
                if "text" in message:
                    texts.append(message["text"])
                page = message.get("page", page)
    return texts, page


def _joined(texts: list[str]) -> str:
    """Paragraphs stand apart; rows of a table, and items of a list, follow one another."""
    joined = ""
    for text in texts:
        follows_on = any(text.startswith(mark) and joined.rpartition("\n")[2].startswith(mark) for mark in ("| ", "- "))
        joined += ("\n" if follows_on else "\n\n") + text
    return joined


def _utf8(document: OutsideDocument) -> bytes:
    """What the server says of its letters holds, whatever the page says."""
    try:
        name = lookup(document.charset).name if document.charset else "utf-8"
    except (LookupError, ValueError):
        name = "utf-8"
    return document.content if name == "utf-8" else _decoded(document.content, name)


def _decoded(content: bytes, name: str) -> bytes:
    try:
        return content.decode(name, "replace").encode()
    except (LookupError, UnicodeError):  # one of Python's own codecs that is none of letters
        return content


def _title(document: OutsideDocument, texts: list[str], page: dict[str, Any]) -> str:
    """Its first great heading; else its title in the browser, or its address."""
    heading = next((text.removeprefix("# ") for text in texts if text.startswith("# ")), "")
    title = heading or page.get("title") or path_of(document.url)
    return " ".join(title.replace("\0", "").split())[:LONGEST_TITLE]
