"""A small OpenAI-compatible server on a real socket, which answers what a test tells it to, and takes no nonsense.

Each request is checked against the published shape: one that the API would refuse is answered 400 with the reason, and
the test that made it fails.
"""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock
from typing import Any

from tests.agents.model_schemas import Wrong, must
from tests.agents.model_shapes import check_chat, check_embeddings
from tests.agents.model_steps import Step, completion, fails
from tests.agents.model_streams import pieces_of
from tests.agents.model_vectors import embeddings
from tests.serving import serve

__all__ = ["ModelServer", "Step", "completion", "model_server"]


class ModelServer:
    """`requests` holds what was asked, in order.

    `unknown`: models that are refused; `takes_no`: parts of a request that this server does not know, such as tools or
    response_format. `wrong`: requests against the published shape, for which the test fails.
    """

    def __init__(self, url: str, host: str) -> None:
        self.url, self.host = url, host
        self.requests: list[dict[str, Any]] = []
        self.wrong: list[str] = []
        self.unknown: set[str] = set()
        self.takes_no: set[str] = set()
        self._steps = [Step(completion("Fine."))]
        self._lock = Lock()

    def will_play(self, *steps: Step) -> None:
        """Answer by these, each once; the last one for ever."""
        self._steps = list(steps)

    def will_obey(self, obey: Callable[[dict[str, Any]], Any]) -> None:
        """Answer by what is asked: `obey` takes the body of the request, and gives a text, an object or a Step."""
        self.will_play(Step(obey))

    def will_answer(self, body: Any, *, status: int = 200, after: float = 0) -> None:
        self.will_play(Step(body, status=status, after=after))

    def step_for(self, path: str, body: dict[str, Any]) -> Step:
        """What is said to this request."""
        try:
            _check(path, body)
        except Wrong as wrong:
            self.wrong.append(str(wrong))
            return fails(400, wrong.message, code="invalid_request_error")
        if body["model"] in self.unknown:
            return fails(404, f"no model {body['model']}", code="model_not_found")
        for part in self.takes_no & set(body):
            return fails(400, f"{part} is not supported")
        if path.endswith("/embeddings"):
            return Step(embeddings(body))
        with self._lock:
            step = self._steps[0] if len(self._steps) == 1 else self._steps.pop(0)
        if not callable(step.body):
            return step
        said = step.body(body)
        return said if isinstance(said, Step) else Step(completion(said) if isinstance(said, str) else said)


def _check(path: str, body: dict[str, Any]) -> None:
    must(path in ("/v1/chat/completions", "/v1/embeddings"), "path", f"there is nothing at {path}")
    (check_embeddings if path == "/v1/embeddings" else check_chat)(body)


class _Handler(BaseHTTPRequestHandler):
    model: ModelServer
    # A stream ends with its connection.
    protocol_version = "HTTP/1.0"

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.model.requests.append({"path": self.path, "key": self.headers["Authorization"], **body})
        step = self.model.step_for(self.path, body)
        time.sleep(step.after)
        # Who asked may have gone by now.
        with suppress(ConnectionError):
            streams = body.get("stream") and step.status == 200 and isinstance(step.body, dict)
            (self._stream if streams else self._whole)(step, body)

    def _whole(self, step: Step, _body: dict[str, Any]) -> None:
        raw = step.body.encode() if isinstance(step.body, str) else json.dumps(step.body).encode()
        self._begin(step, "text/html" if isinstance(step.body, str) else "application/json", length=len(raw))
        self.wfile.write(raw[: step.cut_after])

    def _stream(self, step: Step, body: dict[str, Any]) -> None:
        self._begin(step, "text/event-stream")
        with_usage = body.get("stream_options", {}).get("include_usage", False)
        for number, piece in enumerate(pieces_of(step.body, with_usage=with_usage)):
            if step.cut_after is not None and number >= step.cut_after:
                return
            time.sleep(step.between)
            self.wfile.write(piece)
            self.wfile.flush()

    def _begin(self, step: Step, kind: str, *, length: int | None = None) -> None:
        self.send_response(step.status)
        headers = {"Content-Type": kind} | ({} if length is None else {"Content-Length": str(length)}) | step.headers
        if step.status == 307:
            headers["Location"] = self.path
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, *_arguments: object) -> None:
        """Quiet."""


@contextmanager
def model_server() -> Iterator[ModelServer]:
    listener = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    host = f"127.0.0.1:{listener.server_port}"
    server = ModelServer(f"http://{host}/v1", host)
    listener.RequestHandlerClass = type("Handler", (_Handler,), {"model": server})
    serve(listener)
    try:
        yield server
    finally:
        listener.shutdown()
        listener.server_close()
    assert not server.wrong, f"The API would have refused: {server.wrong}"
