"""A server that answers whatever a test puts into it, over a real socket."""

import json
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from crm_kommo.client import errors
from tests.serving import serve


@dataclass
class Reply:
    status: int = 200
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0

    @property
    def raw(self) -> bytes:
        return self.body if isinstance(self.body, bytes) else json.dumps(self.body).encode() if self.body else b""


class FakeServer:
    """Replies in the order they were put in; the last one for ever after."""

    def __init__(self) -> None:
        self.replies: list[Reply] = []
        self.seen: list[tuple[str, str, dict[str, str], bytes]] = []
        fake = self

        class Handler(BaseHTTPRequestHandler):
            def answer(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                fake.seen.append((self.command, self.path, dict(self.headers), body))
                reply = fake.replies.pop(0) if len(fake.replies) > 1 else fake.replies[0]
                time.sleep(reply.delay)
                self.send_response(reply.status)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(reply.raw)))
                self.end_headers()
                self.wfile.write(reply.raw)

            do_GET = do_POST = do_PATCH = do_DELETE = answer

            def log_message(self, *_args: Any) -> None:
                """Quiet."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        serve(self._server)

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class Tokens:
    """An `Access` with a list of tokens, each of which comes after the one before was refused."""

    base_url = ""

    def __init__(self) -> None:
        self.left = ["first", "second"]
        self.outcomes: list[type | None] = []

    def token(self, *, within: float) -> str:
        return self.left[0]

    def renewed(self, *, refused: str, within: float) -> str:
        self.left.pop(0)
        return self.left[0]

    def located(self, *, within: float) -> bool:
        return False

    def observe(self, failure: errors.KommoError | None, *, method: str, path: str) -> None:
        self.outcomes.append(type(failure) if failure else None)
