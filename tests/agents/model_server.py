"""A small OpenAI-compatible server on a real socket, which answers what a test tells it to."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.serving import serve


class ModelServer:
    """`requests` holds what was asked; `next_answers` what to say, the last one for ever; `unknown` models: refused."""

    def __init__(self, url: str, host: str) -> None:
        self.url, self.host = url, host
        self.requests: list[dict[str, Any]] = []
        self.unknown: set[str] = set()
        self.next_answers: list[tuple[int, Any, float]] = [(200, completion("Fine."), 0)]

    def will_obey(self, obey: Callable[[dict[str, Any]], str]) -> None:
        """Answer by what is asked: `obey` takes the body of the request."""
        self.next_answers = [(200, obey, 0)]

    def will_answer(self, body: Any, *, status: int = 200, after: float = 0) -> None:
        self.next_answers = [(status, body, after)]


def completion(text: str | None, **more: Any) -> dict[str, Any]:
    """A chat completion as the published API shapes it."""
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1790000000,
        "model": "test-model",
        "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": text}}],
        "usage": {"prompt_tokens": 11, "completion_tokens": 3, "total_tokens": 14},
        **more,
    }


@contextmanager
def model_server() -> Iterator[ModelServer]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            server.requests.append({"path": self.path, "key": self.headers["Authorization"], **body})
            status, answer, after = server.next_answers[0]
            if body["model"] in server.unknown:
                status, answer = 404, {"error": {"message": f"no model {body['model']}"}}
            time.sleep(after)
            if callable(answer):
                answer = completion(answer(body))
            raw = answer.encode() if isinstance(answer, str) else json.dumps(answer).encode()
            self.send_response(status)
            if status == 307:
                self.send_header("Location", self.path)
            self.send_header("Content-Type", "text/html" if isinstance(answer, str) else "application/json")
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

        def log_message(self, *_arguments: object) -> None:
            """Quiet."""

    listener = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    host = f"127.0.0.1:{listener.server_port}"
    server = ModelServer(f"http://{host}/v1", host)
    serve(listener)
    try:
        yield server
    finally:
        listener.shutdown()
        listener.server_close()
