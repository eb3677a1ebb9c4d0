"""A little web server of somebody else's, that keeps what is posted to it and answers as it is told."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.serving import serve


@dataclass
class OutsideServer:
    """`answers` are (status, body) for the next requests, in order; then every request is answered 200."""

    url: str = ""
    host: str = ""
    answers: list[tuple[int, bytes]] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)


@contextmanager
def outside_server() -> Iterator[OutsideServer]:
    state = OutsideServer()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            state.got.append((dict(self.headers), body))
            status, answer = state.answers.pop(0) if state.answers else (200, b"ok")
            self.send_response(status)
            for name, value in state.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_args: object) -> None:
            """Tests are quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    state.host = f"127.0.0.1:{server.server_port}"
    state.url = f"http://{state.host}/hook"
    serve(server)
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()
