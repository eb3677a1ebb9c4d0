"""Who asks too often: 429 over the rate, then a block of 403 after repeated 429."""

import math
from collections import deque
from dataclasses import dataclass, field
from enum import Enum
from threading import Lock
from time import monotonic

from kommo_standin.settings import Settings


class Verdict(Enum):
    ALLOWED = "allowed"
    TOO_MANY = "too many requests"
    BLOCKED = "blocked"


@dataclass
class Window:
    """What one integration (or one account as a whole) did lately."""

    requests: deque[float] = field(default_factory=deque)
    violations: deque[float] = field(default_factory=deque)
    blocked_until: float = -math.inf


class Limiter:
    """Counts requests by integration and account, and by account over all integrations.

    A refused request does not count towards the rate; it counts as a violation.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = Lock()
        self._by_integration: dict[tuple[str, int], Window] = {}
        self._by_account: dict[int, Window] = {}

    def judge(self, *, client_id: str, account_id: int) -> Verdict:
        now = monotonic()
        settings = self._settings
        with self._lock:
            own = self._by_integration.setdefault((client_id, account_id), Window())
            shared = self._by_account.setdefault(account_id, Window())
            _forget(own.requests, before=now - 1)
            _forget(shared.requests, before=now - 1)
            _forget(own.violations, before=now - settings.violation_window)
            if now < own.blocked_until:
                return Verdict.BLOCKED
            if len(own.requests) < settings.rate_limit and len(shared.requests) < settings.account_rate_limit:
                own.requests.append(now)
                shared.requests.append(now)
                return Verdict.ALLOWED
            own.violations.append(now)
            if len(own.violations) > settings.violations_before_block:
                own.blocked_until = now + settings.block_seconds
                own.violations.clear()
                return Verdict.BLOCKED
            return Verdict.TOO_MANY

    def clear(self) -> None:
        with self._lock:
            self._by_integration.clear()
            self._by_account.clear()


def _forget(times: deque[float], *, before: float) -> None:
    while times and times[0] <= before:
        times.popleft()
