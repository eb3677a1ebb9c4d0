"""A sitemap: the pages of a site, or further sitemaps."""

import zlib
from dataclasses import dataclass
from io import BytesIO

from knowledge.readers.troubles import ReadingFailed
from knowledge.readers.xml import parsed
from tenants.outside_get import MOST_BYTES, gunzipped, within_bytes

_GZIP_MARK = b"\x1f\x8b"
_LONGEST = 2_000


@dataclass(frozen=True)
class Sitemap:
    """Addresses as they are written there."""

    pages: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()


def sitemap_parsed(content: bytes) -> Sitemap:
    """Read a sitemap or an index of them, packed or not. Raises ReadingFailed, OutsideFailed when it is too big."""
    if content.startswith(_GZIP_MARK):
        try:
            content = within_bytes(gunzipped([content]), MOST_BYTES)
        except zlib.error as error:
            raise ReadingFailed("broken") from error
    found = list(parsed(BytesIO(content), _Locations()))
    return Sitemap(
        tuple(address for within, address in found if within == "url"),
        tuple(address for within, address in found if within == "sitemap"),
    )


class _Locations:
    """Gathers each <loc> with the name of what it stands in."""

    def __init__(self) -> None:
        self.out: list[tuple[str, str]] = []
        self._within = ""
        self._text: list[str] | None = None

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        if name in ("url", "sitemap"):
            self._within = name
        # An <image:loc> stands in an element of its own within <url>.
        elif name == "loc" and self._within:
            self._text = []
        elif name != "loc":
            self._text = None

    def end(self, name: str) -> None:
        if name == "loc" and self._text is not None:
            address = "".join(self._text).strip()
            if 0 < len(address) <= _LONGEST:
                self.out.append((self._within, address))
            self._text = None
            self._within = ""

    def text(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)
