"""A request in the words of the published API. Pure."""

from collections.abc import Iterator
from typing import Any

from agents.llm.types import ChatRequest, ToolCall, ToolOffer, ToolRound, Turn


def messages_of(request: ChatRequest, *, with_tools: bool) -> list[dict[str, Any]]:
    """The conversation as it is sent; without tools, what came of those called before stands there as words."""
    rounds = (_round if with_tools else _round_in_words)(request.rounds)
    return [
        {"role": "system", "content": request.system},
        *map(_turn, request.turns),
        *rounds,
        *map(_turn, request.then),
    ]


def tools_of(request: ChatRequest) -> dict[str, Any]:
    """What the request says of tools; nothing where it offers none."""
    if not request.tools:
        return {}
    return {
        "tools": [_offer(tool) for tool in request.tools],
        "tool_choice": "auto" if request.may_call else "none",
    }


def _turn(turn: Turn) -> dict[str, Any]:
    return {"role": turn.role, "content": turn.text}


def _offer(tool: ToolOffer) -> dict[str, Any]:
    function = {"name": tool.name, "description": tool.description, "parameters": tool.parameters, "strict": True}
    return {"type": "function", "function": function}


def _round(rounds: tuple[ToolRound, ...]) -> Iterator[dict[str, Any]]:
    for one in rounds:
        yield {"role": "assistant", "content": one.text or None, "tool_calls": [_call(call) for call in one.calls]}
        for call, told in zip(one.calls, one.told, strict=True):
            yield {"role": "tool", "tool_call_id": call.id, "content": told}


def _round_in_words(rounds: tuple[ToolRound, ...]) -> Iterator[dict[str, Any]]:
    told = [words for one in rounds for words in one.told]
    if told:
        yield {"role": "system", "content": "\n\n".join(["What you have looked up and done:", *told])}


def _call(call: ToolCall) -> dict[str, Any]:
    # A name that a provider would refuse was no tool anyway; its call is still owed its result.
    name = "".join(letter for letter in call.name if letter.isascii() and (letter.isalnum() or letter in "_-"))[:64]
    return {"id": call.id, "type": "function", "function": {"name": name or "unnamed", "arguments": call.arguments}}
