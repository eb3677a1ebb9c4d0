"""The log of requests received and webhooks sent: a bounded ring in memory, secrets masked."""

import re
from collections import deque
from itertools import count
from threading import Lock
from time import time
from typing import Any

CAPACITY = 5000
LONGEST_BODY = 20_000
SECRET_HEADERS = ("authorization", "x-refresh-token")
SECRET_MEMBERS = re.compile(r'("(?:client_secret|access_token|refresh_token)"\s*:\s*")[^"]*(")')
AUTHORIZATION_CODE = re.compile(r'("code"\s*:\s*")[^"]*(")')
SECRET_PARAMETERS = re.compile(r"([?&](?:code|client_secret)=)[^&]*")


class Log:
    """Entries are dicts: id, at (Unix seconds, float), kind (request | webhook), method, path, status, bodies, more."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._entries: deque[dict[str, Any]] = deque(maxlen=CAPACITY)
        self._ids = count(1)

    def add(self, **entry: Any) -> None:
        for member in ("request_body", "response_body"):
            entry[member] = _mask_body(entry.get(member) or "", of_oauth=entry["path"].startswith("/oauth2/"))
        if "headers" in entry:
            entry["headers"] = {name: _mask_header(name, value) for name, value in entry["headers"].items()}
        entry["path"] = SECRET_PARAMETERS.sub(r"\1***", entry["path"])
        with self._lock:
            self._entries.append({"id": next(self._ids), "at": round(time(), 3), **entry})

    def since(self, entry_id: int) -> list[dict[str, Any]]:
        """Entries newer than `entry_id`, oldest first."""
        with self._lock:
            return [entry for entry in self._entries if entry["id"] > entry_id]

    def clear(self) -> None:
        with self._lock:
            self._entries.clear()


def _mask_header(name: str, value: str) -> str:
    if name.lower() not in SECRET_HEADERS:
        return value
    scheme, _, token = value.rpartition(" ")
    return f"{scheme} ***" if token and scheme else "***"


def _mask_body(body: str, *, of_oauth: bool) -> str:
    masked = SECRET_MEMBERS.sub(r"\1***\2", body)
    if of_oauth:
        masked = AUTHORIZATION_CODE.sub(r"\1***\2", masked)
    return masked if len(masked) <= LONGEST_BODY else masked[:LONGEST_BODY] + "…"
