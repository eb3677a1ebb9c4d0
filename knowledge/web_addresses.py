"""Addresses of web pages: when two are one, and which of a site are to be read. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from urllib.parse import parse_qsl, quote, unquote, urlencode, urljoin, urlsplit, urlunsplit

LONGEST_ADDRESS = 2000

_DEFAULT_PORTS = {"http": 80, "https": 443}
# They tell a site where a visitor came from, and change nothing of what it shows.
_TRACKING = ("utm_", "gclid", "fbclid", "yclid", "_openstat", "mc_eid")
# What is behind such an ending is no page; a file is added as a file.
_NO_PAGES = (
    *(".jpg", ".jpeg", ".png", ".gif", ".svg", ".webp", ".ico", ".avif", ".css", ".js", ".json", ".xml", ".rss"),
    *(".zip", ".gz", ".rar", ".7z", ".exe", ".dmg", ".apk", ".mp3", ".mp4", ".webm", ".mov", ".avi", ".woff", ".woff2"),
)


@dataclass(frozen=True)
class Rules:
    """What is read of a site: where it begins, patterns of paths ("/help/*") and how many links deep."""

    start: str
    include: Sequence[str] = ()
    exclude: Sequence[str] = ()
    depth: int = 2

    def takes(self, address: str) -> bool:
        """Whether an address (a normal one) is a page of this host that fits the patterns."""
        path = unquote(urlsplit(address).path)
        return (
            host_of(address) == host_of(self.start)
            and not path.lower().endswith(_NO_PAGES)
            and (not self.include or any(fnmatchcase(path, _whole(pattern)) for pattern in self.include))
            and not any(fnmatchcase(path, _whole(pattern)) for pattern in self.exclude)
        )


def address_normal(address: str, *, base: str = "") -> str | None:
    """One spelling for each page, taken from where `base` stands; None for what is no address of a web page."""
    try:
        parts = urlsplit(urljoin(base, address.strip()))
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme not in _DEFAULT_PORTS or not host or parts.username or parts.password:
        return None
    host = f"[{host}]" if ":" in host else host
    netloc = host if port in (None, _DEFAULT_PORTS[parts.scheme]) else f"{host}:{port}"
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = urlencode([pair for pair in parse_qsl(parts.query, True) if not pair[0].startswith(_TRACKING)])
    normal = urlunsplit((parts.scheme, netloc, path, query, ""))
    return normal if len(normal) <= LONGEST_ADDRESS else None


def host_of(address: str) -> str:
    """Host and port, as they stand in the address."""
    return urlsplit(address).netloc


def path_of(address: str) -> str:
    """What stands behind the host, to be read by people."""
    parts = urlsplit(address)
    return unquote(parts.path) + (f"?{parts.query}" if parts.query else "")


def _whole(pattern: str) -> str:
    return pattern if pattern.startswith(("/", "*")) else f"/{pattern}"
