"""A GET from an address that a user gave (tenants/outside_session.py): bounded in size, time and redirects."""

import time
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urljoin

import requests
from django.conf import settings

from tenants.outside import OutsideRefused
from tenants.outside_failures import OutsideFailed, OutsideFailure
from tenants.outside_session import outside_response

TOTAL_SECONDS = 30.0
MOST_BYTES = 10_000_000
MOST_REDIRECTS = 5
# By this name a site's robots.txt may speak of us.
PRODUCT = "Leadwright"

_REDIRECTS = (301, 302, 303, 307, 308)
_PIECE = 1 << 16


@dataclass(frozen=True, slots=True)
class OutsideDocument:
    """`url`: where it was found in the end; `content` is unpacked, and empty unless the status is 200.

    `media_type` in lower case, without parameters, "" when none was named; `charset` likewise; `etag` and `modified`
    are to be given with the next request of the same address.
    """

    url: str
    status: int
    content: bytes
    media_type: str
    charset: str
    etag: str
    modified: str


def outside_get(
    url: str,
    *,
    etag: str = "",
    modified: str = "",
    media_types: Collection[str] = (),
    most_bytes: int = MOST_BYTES,
    within: float = TOTAL_SECONDS,
    may_go: Callable[[str], bool] = lambda _url: True,
) -> OutsideDocument:
    """Fetch what stands there, in so many seconds and bytes. Redirects are followed, each checked as the first address.

    `etag`, `modified`: what an earlier answer had; then the status is 304 when it is still the same. `media_types`:
    others are not read, all are when it is empty. `may_go`: whether a redirect to that address is wanted.
    Raises OutsideRefused for an address that may not be reached, OutsideFailed when no answer came.
    """
    headers = {"User-Agent": f"{PRODUCT} (+{settings.PUBLIC_URL})", "Accept": "*/*", "Accept-Encoding": "gzip"}
    headers |= {"If-None-Match": etag} if etag else {}
    headers |= {"If-Modified-Since": modified} if modified else {}
    ends = time.monotonic() + within
    for _hop in range(MOST_REDIRECTS + 1):
        left = ends - time.monotonic()
        if left <= 0:
            raise OutsideFailed(OutsideFailure.NO_ANSWER)
        with outside_response("GET", url, headers=headers, within=left) as response:
            onward = response.headers.get("Location") if response.status_code in _REDIRECTS else None
            if not onward:
                return _document(url, response, media_types=media_types, most_bytes=most_bytes)
        url = _joined(url, onward)
        if not may_go(url):
            raise OutsideFailed(OutsideFailure.ADDRESS_REFUSED)
    raise OutsideFailed(OutsideFailure.TOO_MANY_REDIRECTS)


def gunzipped(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """What was packed by gzip, in pieces of at most 64 KB however well it was packed. Raises zlib.error."""
    inflate = zlib.decompressobj(wbits=zlib.MAX_WBITS | 32)
    for piece in pieces:
        while piece and not inflate.eof:
            yield inflate.decompress(piece, _PIECE)
            piece = inflate.unconsumed_tail


def within_bytes(pieces: Iterable[bytes], most: int) -> bytes:
    """All of the pieces as one. Raises OutsideFailed as soon as there are more bytes than `most`."""
    read = bytearray()
    for piece in pieces:
        read += piece
        if len(read) > most:
            raise OutsideFailed(OutsideFailure.TOO_BIG)
    return bytes(read)


def _joined(url: str, onward: str) -> str:
    """The header came as Latin letters, whatever alphabet its bytes are in."""
    try:
        return urljoin(url, onward.encode("latin-1").decode(errors="replace"))
    except ValueError as error:
        raise OutsideRefused(OutsideFailure.ADDRESS_REFUSED.label) from error


def _document(
    url: str, response: requests.Response, *, media_types: Collection[str], most_bytes: int
) -> OutsideDocument:
    named, _semicolon, parameters = response.headers.get("Content-Type", "").lower().partition(";")
    content = b""
    if response.status_code == requests.codes.ok:
        if media_types and named.strip() not in media_types:
            raise OutsideFailed(OutsideFailure.MEDIA_TYPE)
        content = _content(response, most_bytes=most_bytes)
    return OutsideDocument(
        url=url,
        status=response.status_code,
        content=content,
        media_type=named.strip(),
        charset=_charset(parameters),
        etag=_kept(response.headers, "ETag"),
        modified=_kept(response.headers, "Last-Modified"),
    )


def _content(response: requests.Response, *, most_bytes: int) -> bytes:
    # As it came: the library unpacks as much at once as somebody packed.
    pieces: Iterable[bytes] = response.raw.stream(_PIECE, decode_content=False)
    packed = response.headers.get("Content-Encoding", "").strip().lower()
    if packed in ("gzip", "x-gzip"):
        pieces = gunzipped(pieces)
    elif packed not in ("", "identity"):
        raise OutsideFailed(OutsideFailure.PACKED)
    try:
        return within_bytes(pieces, most_bytes)
    except zlib.error as error:
        raise OutsideFailed(OutsideFailure.PACKED) from error


def _charset(parameters: str) -> str:
    for parameter in parameters.split(";"):
        name, _equals, value = parameter.partition("=")
        if name.strip() == "charset":
            return value.strip(" \"'")[:40]
    return ""


def _kept(headers: Mapping[str, str], name: str) -> str:
    """A header to be sent back later; a longer one than any server needs is not worth it."""
    value = headers.get(name, "")
    return value if len(value) <= 200 else ""
