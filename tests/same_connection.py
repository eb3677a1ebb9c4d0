"""A server of a test does something in the test's own transaction, while the test waits for that server."""

from collections.abc import Callable
from typing import Any

from django.db import connections


def meanwhile(do: Callable[[], Any]) -> Callable[[], Any]:
    """`do` as it may be called in the thread of a server that the test's own thread is waiting for: the two never use
    the connection at once.
    """
    ours = connections["default"]
    ours.inc_thread_sharing()

    def run() -> Any:
        connections["default"] = ours
        try:
            return do()
        finally:
            del connections["default"]

    return run
