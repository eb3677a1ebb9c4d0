"""A little website of somebody else's: each path has the answer that a test gave it, and who asked is kept."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.serving import serve


@dataclass
class WebAnswer:
    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class WebServer:
    """`answers` by path; any other path is a 404. An answer with an ETag is a 304 to who names it."""

    host: str = ""
    answers: dict[str, WebAnswer] = field(default_factory=dict)
    got: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def page(self, path: str, html: str, **headers: str) -> None:
        self.answers[path] = WebAnswer(html.encode(), headers={"Content-Type": "text/html; charset=utf-8", **headers})

    def put(self, path: str, body: bytes, media_type: str, *, status: int = 200, **headers: str) -> None:
        self.answers[path] = WebAnswer(body, status, {"Content-Type": media_type, **headers})

    def redirect(self, path: str, to: str, *, status: int = 302) -> None:
        self.answers[path] = WebAnswer(b"", status, {"Location": to})

    def url(self, path: str = "/") -> str:
        return f"http://{self.host}{path}"

    @property
    def paths(self) -> list[str]:
        """What was asked for, in order."""
        return [path for path, _headers in self.got]


@contextmanager
def web_server() -> Iterator[WebServer]:
    state = WebServer()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            state.got.append((self.path, dict(self.headers)))
            answer = state.answers.get(self.path, WebAnswer(b"nothing here", 404))
            tag = answer.headers.get("ETag")
            is_same = tag is not None and self.headers.get("If-None-Match") == tag
            body = b"" if is_same else answer.body
            self.send_response(304 if is_same else answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args: object) -> None:
            """Tests are quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    state.host = f"127.0.0.1:{server.server_port}"
    serve(server)
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()
