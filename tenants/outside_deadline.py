"""An end to what a stranger's server may take, however slowly it sends: time limits of sockets begin anew with each
byte, and one that drips would hold a worker for hours.
"""

import socket
import threading
from types import TracebackType

from urllib3.connectionpool import HTTPConnectionPool


class Deadline:
    """For a `with` block: when the seconds are over, the connections made under it are shut, whoever reads there."""

    def __init__(self, seconds: float) -> None:
        self.is_over = False
        self._lock = threading.Lock()
        self._open: list[socket.socket] = []
        self._timer = threading.Timer(seconds, self._end)
        self._timer.daemon = True

    def __enter__(self) -> "Deadline":
        self._timer.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None):
        self._timer.cancel()
        with self._lock:
            for twin in self._open:
                twin.close()
            self._open.clear()

    def hold(self, pool: HTTPConnectionPool) -> HTTPConnectionPool:
        """The pool, whose connections end with the deadline."""
        kind, watch = pool.ConnectionCls, self._watch

        class Watched(kind):
            def _new_conn(self) -> socket.socket:
                connected = super()._new_conn()
                watch(connected)
                return connected

        pool.ConnectionCls = Watched
        return pool

    def _watch(self, connected: socket.socket) -> None:
        # A twin, since TLS takes the socket over; to shut either of them shuts both.
        twin = connected.dup()
        with self._lock:
            self._open.append(twin)
            if self.is_over:
                _shut(twin)

    def _end(self) -> None:
        with self._lock:
            self.is_over = True
            for twin in self._open:
                _shut(twin)


def _shut(connected: socket.socket) -> None:
    try:
        connected.shutdown(socket.SHUT_RDWR)
    except OSError:
        """The other side was quicker."""
