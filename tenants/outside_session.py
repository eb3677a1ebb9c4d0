"""One request to an address that a user gave: only where outside_check allows, and only there.

The name is resolved once; the request goes to that very IP address, so that a name which changes between the check and
the call cannot lead inside. Nothing is followed and nothing is kept.
"""

import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.connectionpool import HTTPConnectionPool
from urllib3.exceptions import HTTPError

from tenants.outside import outside_check
from tenants.outside_deadline import Deadline, outside_deadline
from tenants.outside_failures import OutsideFailed, OutsideFailure

CONNECT_SECONDS = 5.0


@contextmanager
def outside_response(
    method: str, url: str, *, headers: Mapping[str, str], within: float, body: bytes | None = None
) -> Iterator[requests.Response]:
    """The answer, its body not read yet; all of it, and what is read of it inside the block, in so many seconds.

    Raises OutsideRefused for an address that may not be reached, OutsideFailed when no answer came.
    """
    pinned = _pin(url, ip=outside_check(url))
    with outside_deadline(within) as deadline:
        try:
            with (
                _session(url, deadline=deadline) as session,
                session.request(
                    method,
                    pinned,
                    data=body,
                    headers={**headers, "Host": _host(url, with_port=True)},
                    timeout=(min(CONNECT_SECONDS, within), within),
                    allow_redirects=False,
                    stream=True,
                ) as response,
            ):
                yield response
        except (requests.RequestException, HTTPError) as error:
            raise OutsideFailed(OutsideFailure.NO_ANSWER if deadline.is_over else _failure(error)) from error
        if deadline.is_over:  # cut off there
            raise OutsideFailed(OutsideFailure.NO_ANSWER)


def _failure(error: Exception) -> OutsideFailure:
    if isinstance(error, requests.exceptions.SSLError):
        return OutsideFailure.CERTIFICATE
    if isinstance(error, requests.ConnectTimeout):
        return OutsideFailure.CONNECT_TIMEOUT
    return OutsideFailure.NO_ANSWER if isinstance(error, requests.Timeout) else OutsideFailure.NO_CONNECTION


class _Timely(HTTPAdapter):
    """Its connections end with the deadline."""

    def __init__(self, deadline: Deadline) -> None:
        self._deadline = deadline
        super().__init__()

    def get_connection_with_tls_context(self, *args: Any, **options: Any) -> HTTPConnectionPool:
        pool = super().get_connection_with_tls_context(*args, **options)
        kind, watch = pool.ConnectionCls, self._deadline.watch

        class Watched(kind):
            def _new_conn(self) -> socket.socket:
                connected = super()._new_conn()
                watch(connected)
                return connected

        pool.ConnectionCls = Watched
        return pool


class _PinnedTls(_Timely):
    """Speaks to an IP address, and asks for the certificate of the name."""

    def __init__(self, deadline: Deadline, *, host: str) -> None:
        self._host = host
        super().__init__(deadline)

    def init_poolmanager(self, *args: Any, **options: Any) -> None:
        super().init_poolmanager(*args, **options, server_hostname=self._host, assert_hostname=self._host)


def _session(url: str, *, deadline: Deadline) -> requests.Session:
    """A new one for each call: no cookies, nothing of the environment, no connection another address could reuse."""
    session = requests.Session()
    session.trust_env = False
    session.mount("http://", _Timely(deadline))
    session.mount("https://", _PinnedTls(deadline, host=_host(url, with_port=False)))
    return session


def _host(url: str, *, with_port: bool) -> str:
    """As it stands in headers and certificates, where every letter is ASCII."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    host = host if host.isascii() else host.encode("idna").decode()
    host = f"[{host}]" if ":" in host and with_port else host
    return f"{host}:{parts.port}" if with_port and parts.port else host


def _pin(url: str, *, ip: str) -> str:
    parts = urlsplit(url)
    host = f"[{ip}]" if ip_address(ip).version == 6 else ip
    return urlunsplit(parts._replace(netloc=f"{host}:{parts.port}" if parts.port else host, fragment=""))
