"""A chat completion in pieces, as the published API streams it."""

import json
from collections.abc import Iterator
from typing import Any

DONE = b"data: [DONE]\n\n"


def pieces_of(completion: dict[str, Any], *, with_usage: bool) -> Iterator[bytes]:
    """Server-sent events: the role, the text word by word, each call's name and then its arguments in two halves, the
    reason of the end, what it cost, and the mark of the end.
    """
    [choice] = completion["choices"]
    message = choice["message"]
    yield _event(completion, {"role": "assistant", "content": ""})
    for word in _words(message["content"] or ""):
        yield _event(completion, {"content": word})
    for place, call in enumerate(message.get("tool_calls", [])):
        told = call["function"]["arguments"]
        begun = {"name": call["function"]["name"], "arguments": ""}
        yield _event(completion, {"tool_calls": [{**call, "index": place, "function": begun}]})
        for half in (told[: len(told) // 2], told[len(told) // 2 :]):
            yield _event(completion, {"tool_calls": [{"index": place, "function": {"arguments": half}}]})
    yield _event(completion, {}, finish_reason=choice["finish_reason"])
    if with_usage:
        yield _line({**_frame(completion), "choices": [], "usage": completion["usage"]})
    yield DONE


def _words(text: str) -> Iterator[str]:
    for number, word in enumerate(text.split(" ")):
        if text:
            yield word if number == 0 else f" {word}"


def _event(completion: dict[str, Any], delta: dict[str, Any], *, finish_reason: str | None = None) -> bytes:
    choice = {"index": 0, "delta": delta, "finish_reason": finish_reason}
    return _line({**_frame(completion), "choices": [choice]})


def _frame(completion: dict[str, Any]) -> dict[str, Any]:
    kept = {name: completion[name] for name in ("id", "created", "model")}
    return {**kept, "object": "chat.completion.chunk"}


def _line(event: dict[str, Any]) -> bytes:
    return f"data: {json.dumps(event)}\n\n".encode()
