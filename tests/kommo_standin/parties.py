"""Who takes part in the tests: a client of the API, a receiver of webhooks, a person at /_play."""

from dataclasses import dataclass, field
from time import monotonic, sleep
from typing import Any
from urllib.parse import parse_qsl

import requests

SESSION = requests.Session()


@dataclass
class Receiver:
    """Keeps what it is sent; answers `answers` in turn, the last one for ever after, `delay` seconds late."""

    url: str
    answers: list[int] = field(default_factory=lambda: [200])
    delay: float = 0
    got: list[tuple[str, dict[str, str], str]] = field(default_factory=list)

    def bodies(self, count: int, *, within: float = 5) -> list[str]:
        """The first `count` bodies, waited for."""
        deadline = monotonic() + within
        while len(self.got) < count and monotonic() < deadline:
            sleep(0.01)
        assert len(self.got) >= count, f"{len(self.got)} of {count} deliveries came"
        return [body for _, _, body in self.got[:count]]

    def stays_quiet(self, seconds: float = 0.3) -> bool:
        before = len(self.got)
        sleep(seconds)
        return len(self.got) == before


@dataclass
class Client:
    """Calls the API of one account with one token."""

    url: str
    token: str

    def call(self, method: str, path: str, body: Any = None, **options: Any) -> requests.Response:
        headers = {"Authorization": f"Bearer {self.token}"}
        return SESSION.request(method, f"{self.url}/api/v4/{path}", json=body, headers=headers, timeout=10, **options)

    def get(self, path: str) -> Any:
        return self.call("GET", path).json()

    def subscribe(self, receiver: Receiver, *codes: str) -> None:
        answer = self.call("POST", "webhooks", {"destination": receiver.url, "settings": list(codes)})
        assert answer.status_code == 200, answer.text


def play(url: str, path: str, body: Any = None, method: str = "POST") -> Any:
    answer = SESSION.request(method, f"{url}/_play/{path}", json=body, timeout=10)
    assert answer.status_code < 300, answer.text
    return answer.json()


def client_of(url: str, account: str = "shop", **grant: Any) -> Client:
    return Client(url, play(url, "token", {"account": account, **grant})["access_token"])


def pairs(body: str) -> dict[str, str]:
    """The body of a webhook, name to value."""
    return dict(parse_qsl(body, keep_blank_values=True, strict_parsing=True))
