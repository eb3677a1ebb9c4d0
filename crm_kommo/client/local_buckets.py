"""The limit inside one process, for the time that Redis is away."""

import threading
import time

from crm_kommo.client.errors import RateLimited


class LocalBuckets:
    """`spacing` in seconds between two calls of an account."""

    def __init__(self, *, spacing: float) -> None:
        self._spacing = spacing
        self._lock = threading.Lock()
        self._slots: dict[str, float] = {}

    def reserve(self, name: str, *, within: float) -> float:
        """Seconds to sleep. Raises RateLimited when they are more than `within`."""
        with self._lock:
            now = time.monotonic()
            slot = max(now, self._slots.get(name, 0.0))
            if slot - now > within:
                raise RateLimited("Calls to Kommo are paused.", status=None, retry_after=slot - now)
            self._slots[name] = slot + self._spacing
            return slot - now

    def pause(self, name: str, *, seconds: float) -> None:
        with self._lock:
            self._slots[name] = max(self._slots.get(name, 0.0), time.monotonic() + seconds)
