"""What a model of tests says: whole answers as the published API shapes them, and the ways in which one fails."""

import json
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any

_ids = count(1)


@dataclass(frozen=True)
class Step:
    """One answer. `body`: an object, a text that is no JSON at all, or a function of the request's body, which gives a
    text, an object or another Step.

    `after`: seconds before anything is said; `between`: seconds before each piece of a stream; `cut_after`: so many
    pieces of a stream (or so many bytes of a whole answer) are sent, then the connection ends.
    """

    body: Any
    status: int = 200
    after: float = 0
    headers: dict[str, str] = field(default_factory=dict)
    between: float = 0
    cut_after: int | None = None


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


def calling(*calls: tuple[str, dict[str, Any] | str], text: str | None = None) -> dict[str, Any]:
    """A completion that calls tools: each with its name and its arguments, which as a text may be no JSON."""
    made = completion(text)
    choice = made["choices"][0]
    choice["finish_reason"] = "tool_calls"
    choice["message"]["tool_calls"] = [
        {
            "id": f"call_{next(_ids)}",
            "type": "function",
            "function": {"name": name, "arguments": told if isinstance(told, str) else json.dumps(told)},
        }
        for name, told in calls
    ]
    return made


def says(text: str) -> Step:
    return Step(completion(text))


def calls(name: str, arguments: dict[str, Any] | str | None = None) -> Step:
    return Step(calling((name, arguments or {})))


def fills(fields: dict[str, Any]) -> Step:
    """A structured answer."""
    return Step(completion(json.dumps(fields, ensure_ascii=False)))


def fails(status: int, message: str = "It went wrong.", *, code: str = "", retry_after: int | None = None) -> Step:
    """An error as the published API shapes it, 429 and 500 among them."""
    headers = {} if retry_after is None else {"Retry-After": str(retry_after)}
    error = {"message": message, "type": "error", "param": None, "code": code or None}
    return Step({"error": error}, status=status, headers=headers)


def slow(step: Step, *, seconds: float = 0, between: float = 0) -> Step:
    return replace(step, after=seconds, between=between)


def cut(step: Step, *, after: int = 1) -> Step:
    """The connection ends in the middle of it."""
    return replace(step, cut_after=after)


EMPTY = Step(completion(None))
HTML = Step("<html><body>Please log in.</body></html>")
NOTHING = Step("")
