"""HTTP for models: no redirect, no proxy, and an end, in time and in size.

The address was checked (tenants/outside.py); a redirect or a proxy would lead past the check. The package's own
time-out counts from byte to byte, so that a slow drip would hold a worker for ever.
"""

import time
from collections.abc import Iterator

import httpx2

CONNECT_SECONDS = 5.0
TOTAL_SECONDS = 45.0
BYTES_MOST = 2_000_000


class BoundedTransport(httpx2.HTTPTransport):
    """Raises httpx2.ReadTimeout when an answer takes longer than `seconds` or is larger than BYTES_MOST."""

    def __init__(self, *, seconds: float) -> None:
        super().__init__(trust_env=False)
        self._seconds = seconds

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        ends = time.monotonic() + self._seconds
        response = super().handle_request(request)
        response.stream = _BoundedStream(response.stream, request, ends)
        return response


class _BoundedStream(httpx2.SyncByteStream):
    def __init__(self, inner: httpx2.SyncByteStream, request: httpx2.Request, ends: float) -> None:
        self._inner, self._request, self._ends = inner, request, ends

    def __iter__(self) -> Iterator[bytes]:
        read = 0
        for part in self._inner:
            read += len(part)
            if read > BYTES_MOST or time.monotonic() > self._ends:
                raise httpx2.ReadTimeout("The answer takes too long, or is too large.", request=self._request)
            yield part

    def close(self) -> None:
        self._inner.close()


def bounded_client(*, seconds: float = TOTAL_SECONDS) -> httpx2.Client:
    """A client for one model's address, each of whose answers is there within `seconds`."""
    return httpx2.Client(
        transport=BoundedTransport(seconds=seconds),
        timeout=httpx2.Timeout(seconds, connect=min(seconds, CONNECT_SECONDS)),
        follow_redirects=False,
        trust_env=False,
    )
