"""What a test does at the stand-in Kommo: play the customer, break things, look at the log."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import requests


class Play:
    def __init__(self, url: str) -> None:
        self.url = url
        self.host = urlsplit(url).netloc
        self.since = 0

    def post(self, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        return self._read(requests.post(f"{self.url}/_play/{path}", json=body or {}, timeout=10))

    def patch(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        return self._read(requests.patch(f"{self.url}/_play/{path}", json=body, timeout=10))

    def delete(self, path: str) -> dict[str, Any]:
        return self._read(requests.delete(f"{self.url}/_play/{path}", timeout=10))

    def get(self, path: str, **query: Any) -> dict[str, Any]:
        return self._read(requests.get(f"{self.url}/_play/{path}", params=query, timeout=10))

    def fail(self, match: str, *, times: int = 1, **how: Any) -> None:
        """`how`: status=500, delay=2, drop=True (not handled), cut=True (handled, not answered)."""
        self.post("faults", {"match": match, "times": times, **how})

    def consent(self, *, state: str, account: str = "shop", allow: bool = True) -> dict[str, str]:
        """What Kommo sends the browser back with."""
        location = self.post("consent", {"state": state, "account": account, "allow": allow})["location"]
        return {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}

    def forget_calls(self) -> None:
        self.since = max((entry["id"] for entry in self.get("log")["entries"]), default=0)

    def calls(self, match: str) -> list[dict[str, Any]]:
        """Requests that came to Kommo's own addresses since `forget_calls`, by a part of "METHOD path"."""
        entries = self.get("log", since=self.since)["entries"]
        return [entry for entry in entries if match in f"{entry['method']} {entry['path']}"]

    def _read(self, response: requests.Response) -> dict[str, Any]:
        assert response.ok, response.text
        return response.json()
