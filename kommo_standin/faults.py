"""Bad weather on order: answers of any status, slow answers, lost requests and lost answers."""

from dataclasses import asdict, dataclass
from threading import Lock
from typing import Any

KINDS = ("status", "page", "delay", "drop", "cut")


@dataclass
class Fault:
    """One order. `match` is a part of "METHOD path"; `times` counts down to 0.

    kind `status` answers with `value` instead of handling, `page` does so with a page of HTML; `delay` waits `value`
    seconds, then handles; `drop` hangs up without handling; `cut` handles, then hangs up without answering.
    """

    id: int
    kind: str
    value: float
    match: str
    times: int


class Faults:
    """The orders that are still open, oldest first."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._open: list[Fault] = []
        self._last_id = 0

    def order(self, *, kind: str, value: float, match: str, times: int) -> Fault:
        with self._lock:
            self._last_id += 1
            fault = Fault(id=self._last_id, kind=kind, value=value, match=match, times=times)
            self._open.append(fault)
            return fault

    def take(self, request_line: str) -> Fault | None:
        """The first open fault for this request, used up by one."""
        with self._lock:
            for fault in self._open:
                if fault.match in request_line:
                    fault.times -= 1
                    if fault.times <= 0:
                        self._open.remove(fault)
                    return fault
        return None

    def listed(self) -> list[dict[str, Any]]:
        with self._lock:
            return [asdict(fault) for fault in self._open]

    def clear(self) -> None:
        with self._lock:
            self._open.clear()
