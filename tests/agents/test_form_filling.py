"""A model that is asked for one JSON object: by a schema where its server knows them, else more simply."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from agents.llm.errors import ModelRefused, ModelUnavailable
from agents.llm.openai_model import OpenAIModel
from agents.llm.types import FormRequest
from tests.agents.model_server import completion

REQUEST = FormRequest(system="Fill it.", text="[]", schema={"type": "object"})


@contextmanager
def choosy_server(*, takes: tuple[str | None, ...], refusal: int = 400) -> Iterator[tuple[str, list[Any]]]:
    """It takes these kinds of `response_format` (None: none at all) and refuses the others."""
    asked: list[Any] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            kind = body.get("response_format", {}).get("type")
            asked.append(kind)
            is_taken = kind in takes
            answer = completion(f"by {kind}") if is_taken else {"error": {"message": "response_format"}}
            raw = json.dumps(answer).encode()
            self.send_response(200 if is_taken else refusal)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

        def log_message(self, *_arguments: object) -> None:
            """Quiet."""

    listener = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=listener.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listener.server_port}/v1", asked
    finally:
        listener.shutdown()
        listener.server_close()


def fill(url: str) -> str:
    return OpenAIModel(base_url=url, api_key="", model="m").fill(REQUEST)


class TestFill:
    @pytest.mark.parametrize(
        ("takes", "asked"),
        [
            ("json_schema", ["json_schema"]),
            ("json_object", ["json_schema", "json_object"]),
            (None, ["json_schema", "json_object", None]),
        ],
    )
    def test_it_asks_as_strictly_as_the_server_can(self, takes, asked):
        with choosy_server(takes=(takes,)) as (url, kinds):
            assert fill(url) == f"by {takes}"
        assert kinds == asked

    def test_one_that_takes_nothing_refuses(self):
        with choosy_server(takes=()) as (url, _kinds), pytest.raises(ModelRefused):
            fill(url)

    def test_one_that_is_away_is_not_asked_again(self):
        with choosy_server(takes=(), refusal=503) as (url, kinds):
            with pytest.raises(ModelUnavailable):
                fill(url)
            assert kinds == ["json_schema"]
