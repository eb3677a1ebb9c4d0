"""An end for a whole conversation with a server that a user named.

The timeout of a socket begins again with every byte: a server that drips would hold a worker for ever.
"""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress


class Deadline:
    """Cuts the watched connection off when its time is over; who reads or writes then gets an OSError or an end."""

    def __init__(self, seconds: float) -> None:
        self.is_over = False
        self._seconds = seconds
        self._connection: socket.socket | None = None
        self._timer: threading.Timer | None = None

    def watch(self, connection: socket.socket) -> None:
        """From now on. TLS takes the socket over, so a second handle of the same connection is kept."""
        self._connection = connection.dup()
        self.restart()

    def restart(self) -> None:
        """The whole time again, for the next step."""
        self._stop()
        if self._connection is not None:
            self._timer = threading.Timer(self._seconds, self._cut_off, [self._connection])
            self._timer.daemon = True
            self._timer.start()

    def end(self) -> None:
        self._stop()
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()

    def _cut_off(self, connection: socket.socket) -> None:
        self.is_over = True
        with suppress(OSError):  # it is closed already
            connection.shutdown(socket.SHUT_RDWR)


@contextmanager
def outside_deadline(seconds: float) -> Iterator[Deadline]:
    deadline = Deadline(seconds)
    try:
        yield deadline
    finally:
        deadline.end()
