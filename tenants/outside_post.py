"""A POST to an address that a user gave: only where outside_check allows, and only there.

The name is resolved once; the request goes to that very IP address, so that a name which changes between the check and
the call cannot lead inside. Nothing is followed, nothing is kept, and the answer is read only a little.
"""

import socket
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.connectionpool import HTTPConnectionPool

from tenants.outside import outside_check
from tenants.outside_deadline import Deadline, outside_deadline
from tenants.outside_failures import OutsideFailure

CONNECT_SECONDS = 5.0
TOTAL_SECONDS = 10.0
ANSWER_BYTES = 2_000


class OutsideFailed(Exception):
    """No answer came; `failure` says why, and its code is the text."""

    def __init__(self, failure: OutsideFailure) -> None:
        super().__init__(failure.value)
        self.failure = failure


@dataclass(frozen=True, slots=True)
class OutsideAnswer:
    """`text` holds the first ANSWER_BYTES of the body; what is no text in it is shown as replacement characters."""

    status: int
    text: str


def outside_post(url: str, *, body: bytes, headers: Mapping[str, str], within: float = TOTAL_SECONDS) -> OutsideAnswer:
    """Send `body` and read the answer, in so many seconds. A redirect is an answer like any other, not followed.

    Raises OutsideRefused for an address that may not be reached, OutsideFailed when no answer came.
    """
    pinned = _pin(url, ip=outside_check(url))
    with outside_deadline(within) as deadline:
        try:
            with (
                _session(url, deadline=deadline) as session,
                session.post(
                    pinned,
                    data=body,
                    headers={**headers, "Host": _host(url, with_port=True)},
                    timeout=(min(CONNECT_SECONDS, within), within),
                    allow_redirects=False,
                    stream=True,
                ) as response,
            ):
                answer = OutsideAnswer(response.status_code, _text(response))
        except requests.RequestException as error:
            raise OutsideFailed(OutsideFailure.NO_ANSWER if deadline.is_over else _failure(error)) from error
        if deadline.is_over:  # cut off there
            raise OutsideFailed(OutsideFailure.NO_ANSWER)
    return answer


def _failure(error: requests.RequestException) -> OutsideFailure:
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


def _text(response: requests.Response) -> str:
    read = bytearray()
    for chunk in response.iter_content(512):
        read += chunk
        if len(read) >= ANSWER_BYTES:
            break
    # PostgreSQL keeps no NUL.
    return bytes(read[:ANSWER_BYTES]).decode(errors="replace").replace("\0", "")
