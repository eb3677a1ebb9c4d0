"""A server that never comes to an end."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress


@contextmanager
def dripping(beginning: bytes) -> Iterator[str]:
    """A server that begins so, and then sends a byte each tenth of a second for as long as anybody reads."""

    def drip() -> None:
        connected, _address = listening.accept()
        with connected, suppress(OSError):
            connected.sendall(beginning)
            while not is_done.wait(0.1):
                connected.sendall(b"x")

    is_done = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        dripper = threading.Thread(target=drip, daemon=True)
        dripper.start()
        yield f"127.0.0.1:{listening.getsockname()[1]}"
        is_done.set()
        dripper.join(timeout=2)
