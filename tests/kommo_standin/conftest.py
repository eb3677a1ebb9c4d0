"""A stand-in on a free port, clients of both accounts and a receiver of webhooks; all over real sockets."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import sleep
from typing import Any

import pytest

from kommo_standin.server import StandIn
from tests.kommo_standin.parties import Client, Receiver, client_of
from tests.serving import serve


@pytest.fixture(scope="session")
def running() -> Iterator[StandIn]:
    with StandIn(port=0) as kommo:
        yield kommo


@pytest.fixture
def kommo(running: StandIn) -> str:
    """The address of a stand-in in its first state, patient with fast tests."""
    running.kommo.reset()
    running.kommo.log.clear()
    running.kommo.settings.change({"rate_limit": 10_000, "account_rate_limit": 10_000})
    return running.url


@pytest.fixture
def shop(kommo: str) -> Client:
    return client_of(kommo)


@pytest.fixture
def clinic(kommo: str) -> Client:
    return client_of(kommo, "clinic")


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A destination of webhooks on a free port."""
    kept: list[Receiver] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self._keep()

        def do_GET(self) -> None:
            self._keep()

        def _keep(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
            mine = kept[0]
            mine.got.append((self.path, dict(self.headers.items()), body))
            sleep(mine.delay)
            self.send_response(mine.answers.pop(0) if len(mine.answers) > 1 else mine.answers[0])
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = serve(server)
    kept.append(Receiver(url=f"http://127.0.0.1:{server.server_port}/hook"))
    yield kept[0]
    server.shutdown()
    server.server_close()
    thread.join()
