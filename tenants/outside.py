"""The one guarded way to an address that a user gave (OWASP: server-side request forgery).

https only, and only to addresses that are public on the Internet. The one exception is settings.OUTSIDE_ALLOWED, an
exact list of host:port, empty in production.
"""

import ipaddress
import socket
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

DEFAULT_PORTS = {"http": 80, "https": 443}


class OutsideRefused(Exception):
    """The address may not be reached from here; the text says why, for who typed it."""


def outside_check(url: str) -> None:
    """Raises OutsideRefused unless this platform may send a request to `url`."""
    parts = urlsplit(url)
    try:
        host, port = parts.hostname, parts.port or DEFAULT_PORTS.get(parts.scheme)
    except ValueError as error:
        raise OutsideRefused(_("This is not an address.")) from error
    if not host or port is None or parts.scheme not in DEFAULT_PORTS:
        raise OutsideRefused(_("Give a full address that begins with https://."))
    if parts.username or parts.password:
        raise OutsideRefused(_("Leave out the name and password in the address."))
    if is_allowed(host, port):
        return
    if parts.scheme != "https":
        raise OutsideRefused(_("Only https:// addresses are reached from here."))
    for address in _resolve(host, port):
        if not address.is_global or address.is_multicast:
            raise OutsideRefused(_("This address is inside a private network and is not reached from here."))


def is_allowed(host: str, port: int) -> bool:
    """Whether the operator of this installation named exactly this host and port in OUTSIDE_ALLOWED."""
    return f"{host}:{port}" in settings.OUTSIDE_ALLOWED


def _resolve(host: str, port: int) -> list[ipaddress.IPv4Address | ipaddress.IPv6Address]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError) as error:
        raise OutsideRefused(_("This host is not known.")) from error
    addresses = [ipaddress.ip_address(entry[4][0].partition("%")[0]) for entry in found]
    return [getattr(address, "ipv4_mapped", None) or address for address in addresses]
