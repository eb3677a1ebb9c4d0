"""Whether an address that a user gave may be reached from here (OWASP: server-side request forgery).

https (or, for mail servers, TLS) only, and only to addresses that are public on the Internet. The one exception is
settings.OUTSIDE_ALLOWED, an exact list of host:port, empty in production. tenants.outside_post sends to what passes,
tenants.outside_get reads there.
"""

import ipaddress
import socket
import time
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from tenants.outside_failures import OutsideFailure

DEFAULT_PORTS = {"http": 80, "https": 443}
NAT64 = ipaddress.ip_network("64:ff9b::/96")
RELAY_ANYCAST = ipaddress.ip_network("192.88.99.0/24")


class OutsideRefused(Exception):
    """The address may not be reached from here; the text says why, for who typed it. `failure`: for what is kept."""

    failure = OutsideFailure.ADDRESS_REFUSED


class HostUnknown(OutsideRefused):
    """The name leads nowhere."""

    failure = OutsideFailure.HOST_UNKNOWN


def outside_check(url: str) -> str:
    """The IP address behind `url`, to which a request may be sent. Raises OutsideRefused when none may."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port or DEFAULT_PORTS.get(parts.scheme)
    except ValueError as error:
        raise OutsideRefused(_("This is not an address.")) from error
    if not host or port is None or parts.scheme not in DEFAULT_PORTS:
        raise OutsideRefused(_("Give a full address that begins with https://."))
    if parts.username or parts.password:
        raise OutsideRefused(_("Leave out the name and password in the address."))
    allowed = is_allowed(host, port)
    if parts.scheme != "https" and not allowed:
        raise OutsideRefused(_("Only https:// addresses are reached from here."))
    found = _resolve(host, port) if allowed else _public_addresses(host, port)
    return str(found[0])


def outside_server_check(
    *, host: str, port: int, encrypted: bool
) -> list[ipaddress.IPv4Address | ipaddress.IPv6Address]:
    """The addresses at which a server that a user named may be reached; none for one that is allowed by name.

    For protocols other than http. Unencrypted, only allowed servers are spoken to. Raises OutsideRefused, HostUnknown.
    """
    if is_allowed(host, port):
        return []
    if not encrypted:
        raise OutsideRefused(_("Servers are only reached with encryption from here."))
    return _public_addresses(host, port)


def outside_socket(*, host: str, port: int, encrypted: bool, timeout: float) -> socket.socket:
    """A connection to a server that a user named, to the very address that was checked: a name may lead elsewhere a
    moment later. Raises OutsideRefused, HostUnknown, OSError.
    """
    if is_allowed(host, port):
        return socket.create_connection((host, port), timeout)
    failure: OSError | None = None
    ends = time.monotonic() + timeout
    for address in outside_server_check(host=host, port=port, encrypted=encrypted):
        # Of all addresses together: a name may have hundreds.
        left = max(ends - time.monotonic(), 0.1)
        try:
            made = socket.create_connection((str(address), port), left)
        except OSError as error:
            failure = error
            if time.monotonic() > ends:
                break
        else:
            made.settimeout(timeout)
            return made
    raise failure or HostUnknown(_("This host is not known."))


def is_allowed(host: str, port: int) -> bool:
    """Whether the operator of this installation named exactly this host and port in OUTSIDE_ALLOWED."""
    return f"{host}:{port}" in settings.OUTSIDE_ALLOWED


def _public_addresses(host: str, port: int) -> list[ipaddress.IPv4Address | ipaddress.IPv6Address]:
    addresses = _resolve(host, port)
    for address in addresses:
        if not all(_is_public(each) for each in [address, *_inside(address)]):
            raise OutsideRefused(_("This address is inside a private network and is not reached from here."))
    return addresses


def _resolve(host: str, port: int) -> list[ipaddress.IPv4Address | ipaddress.IPv6Address]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (socket.gaierror, ValueError) as error:  # a name with a NUL, or with letters that no name has
        raise HostUnknown(_("This host is not known.")) from error
    return [ipaddress.ip_address(entry[4][0].partition("%")[0]) for entry in found]


def _is_public(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    return (
        address.is_global
        and not address.is_multicast
        and not getattr(address, "is_site_local", False)
        and address not in RELAY_ANYCAST
    )


def _inside(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> list[ipaddress.IPv4Address]:
    """The IPv4 addresses that an IPv6 one carries: mapped, compatible, NAT64, 6to4, Teredo."""
    if address.version == 4:
        return []
    carried = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if address in NAT64 or int(address) >> 32 == 0:
        carried.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return [each for each in carried if each is not None]
