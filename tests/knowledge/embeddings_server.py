import json
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class EmbeddingsServer(ThreadingHTTPServer):
    """Speaks OpenAI's embeddings; `answer` is what it says instead: status, type, body."""

    answer: tuple[int, str, bytes] | None = None
    vector_of: Callable[[str], list[float]] = staticmethod(lambda text: [3.0, 4.0])

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.requests: list[dict] = []

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.requests.append(asked)
        vectors = [
            {"object": "embedding", "index": i, "embedding": self.server.vector_of(text)}
            for i, text in enumerate(asked["input"])
        ]
        body = json.dumps({"object": "list", "model": asked["model"], "data": vectors[::-1], "usage": {}}).encode()
        status, kind, body = self.server.answer or (200, "application/json", body)
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        """Not on the test's output."""
