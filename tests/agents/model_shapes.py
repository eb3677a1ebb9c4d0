"""What the published API takes: each request is checked against it, as strictly as the strictest provider does."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from tests.agents.model_schemas import Wrong, check_strict, must

NAME = re.compile(r"[a-zA-Z0-9_-]{1,64}")
CHAT = {
    "model", "messages", "temperature", "top_p", "n", "stop", "seed", "user", "max_tokens", "max_completion_tokens",
    "presence_penalty", "frequency_penalty", "tools", "tool_choice", "parallel_tool_calls", "response_format", "stream",
    "stream_options", "logprobs", "top_logprobs", "logit_bias", "store", "metadata", "reasoning_effort", "service_tier",
    "prompt_cache_key", "safety_identifier",
}  # fmt: skip
EMBEDDINGS = {"model", "input", "encoding_format", "dimensions", "user"}
# What each author of a message may say besides.
MESSAGES = {
    "system": {"name"},
    "developer": {"name"},
    "user": {"name"},
    "assistant": {"name", "tool_calls", "refusal"},
    "tool": {"tool_call_id"},
}
INPUTS_MOST, TOOLS_MOST = 2048, 128


def check_chat(body: Mapping[str, Any]) -> None:
    """Raises Wrong for what is not a request for a chat completion."""
    _known(body, CHAT)
    _check_model(body)
    _check_numbers(body)
    messages = body.get("messages")
    must(isinstance(messages, list) and messages, "messages", "a list of at least one message is required")
    for place, message in enumerate(messages):
        _check_message(message, f"messages[{place}]")
    _check_pairs(messages)
    _check_tools(body)
    _check_format(body)
    must(body.get("stream", False) in (True, False), "stream", "must be a boolean")
    if "stream_options" in body:
        must(body.get("stream") is True, "stream_options", "only allowed when 'stream' is true")
        must(set(body["stream_options"]) <= {"include_usage"}, "stream_options", "unknown option")


def check_embeddings(body: Mapping[str, Any]) -> None:
    """Raises Wrong for what is not a request for embeddings of texts."""
    _known(body, EMBEDDINGS)
    _check_model(body)
    given = body.get("input")
    texts = given if isinstance(given, list) else [given]
    must(1 <= len(texts) <= INPUTS_MOST, "input", f"1 to {INPUTS_MOST} texts")
    must(all(isinstance(text, str) and text for text in texts), "input", "an empty text, or none, is invalid")
    must(body.get("encoding_format", "float") in ("float", "base64"), "encoding_format", "must be float or base64")
    dimensions = body.get("dimensions", 1)
    must(isinstance(dimensions, int) and dimensions >= 1, "dimensions", "must be a positive integer")


def _known(body: Mapping[str, Any], names: set[str]) -> None:
    for name in set(body) - names:
        raise Wrong(name, f"Unrecognized request argument supplied: {name}")


def _check_model(body: Mapping[str, Any]) -> None:
    must(isinstance(body.get("model"), str) and body["model"], "model", "you must provide a model parameter")


def _check_numbers(body: Mapping[str, Any]) -> None:
    must(not {"max_tokens", "max_completion_tokens"} <= set(body), "max_tokens", "only one of the two may be set")
    for name in ("max_tokens", "max_completion_tokens"):
        most = body.get(name, 1)
        must(type(most) is int and most >= 1, name, "must be an integer of at least 1")
    temperature = body.get("temperature", 1)
    must(isinstance(temperature, int | float) and 0 <= temperature <= 2, "temperature", "must be between 0 and 2")


def _check_message(message: Any, at: str) -> None:
    must(isinstance(message, dict) and message.get("role") in MESSAGES, at, "a message needs one of the roles")
    role = message["role"]
    for name in set(message) - {"role", "content"} - MESSAGES[role]:
        raise Wrong(f"{at}.{name}", "is not allowed in a message of this role")
    content = message.get("content")
    if role == "assistant" and "tool_calls" in message:
        must(content is None or isinstance(content, str), f"{at}.content", "must be a text or null")
        must(isinstance(message["tool_calls"], list) and message["tool_calls"], f"{at}.tool_calls", "must not be empty")
        for call in message["tool_calls"]:
            _check_call(call, f"{at}.tool_calls")
        return
    must(isinstance(content, str), f"{at}.content", "must be a text")
    if role == "tool":
        must(isinstance(message.get("tool_call_id"), str), f"{at}.tool_call_id", "is required")


def _check_call(call: Any, at: str) -> None:
    must(isinstance(call, dict) and set(call) == {"id", "type", "function"}, at, "needs id, type and function")
    must(isinstance(call["id"], str) and call["id"] and call["type"] == "function", at, "needs an id and its type")
    function = call["function"]
    must(isinstance(function, dict) and set(function) == {"name", "arguments"}, at, "needs a name and arguments")
    must(_is_name(function["name"]), f"{at}.function.name", "does not match ^[a-zA-Z0-9_-]{1,64}$")
    must(isinstance(function["arguments"], str), f"{at}.function.arguments", "must be a text of JSON")


def _check_pairs(messages: list[dict[str, Any]]) -> None:
    """Each call is answered once, by the messages right after the one that made it."""
    owed: list[str] = []
    for place, message in enumerate(messages):
        at = f"messages[{place}]"
        if message["role"] == "tool":
            must(message["tool_call_id"] in owed, at, "a tool's message must answer a call of the message before")
            owed.remove(message["tool_call_id"])
            continue
        must(not owed, at, f"these calls were not answered: {', '.join(owed)}")
        owed = [call["id"] for call in message.get("tool_calls", [])]
        must(len(set(owed)) == len(owed), at, "two calls with one id")
    must(not owed, "messages", f"these calls were not answered: {', '.join(owed)}")


def _check_tools(body: Mapping[str, Any]) -> None:
    for name in ("tool_choice", "parallel_tool_calls"):
        must(name not in body or "tools" in body, name, "only allowed when 'tools' are given")
    if "tools" not in body:
        return
    tools = body["tools"]
    must(isinstance(tools, list) and 1 <= len(tools) <= TOOLS_MOST, "tools", f"1 to {TOOLS_MOST} tools")
    for place, tool in enumerate(tools):
        _check_tool(tool, f"tools[{place}]")
    names = [tool["function"]["name"] for tool in tools]
    must(len(set(names)) == len(names), "tools", "two tools with one name")
    chosen = body.get("tool_choice", "auto")
    if isinstance(chosen, dict):
        must(chosen.get("function", {}).get("name") in names, "tool_choice", "names no tool")
    else:
        must(chosen in ("none", "auto", "required"), "tool_choice", "must be none, auto or required")


def _check_tool(tool: Any, at: str) -> None:
    must(isinstance(tool, dict) and set(tool) == {"type", "function"}, at, "needs type and function")
    must(tool["type"] == "function", f"{at}.type", "must be function")
    function = tool["function"]
    _known(function, {"name", "description", "parameters", "strict"})
    must(_is_name(function.get("name")), f"{at}.function.name", "does not match ^[a-zA-Z0-9_-]{1,64}$")
    must(isinstance(function.get("description", ""), str), f"{at}.function.description", "must be a text")
    if function.get("strict"):
        check_strict(function.get("parameters"), f"{at}.function.parameters")


def _check_format(body: Mapping[str, Any]) -> None:
    wanted = body.get("response_format")
    if wanted is None:
        return
    must(isinstance(wanted, dict), "response_format", "must be an object")
    checks: dict[str, Callable[[], None]] = {
        "text": lambda: None,
        "json_object": lambda: _check_says_json(body["messages"]),
        "json_schema": lambda: _check_schema(wanted.get("json_schema")),
    }
    must(wanted.get("type") in checks, "response_format.type", "must be text, json_object or json_schema")
    checks[wanted["type"]]()


def _check_says_json(messages: list[dict[str, Any]]) -> None:
    said = json.dumps([message["content"] for message in messages]).lower()
    must("json" in said, "messages", "must contain the word 'json' to use 'response_format' of type 'json_object'")


def _check_schema(schema: Any) -> None:
    at = "response_format.json_schema"
    must(isinstance(schema, dict), at, "is required")
    _known(schema, {"name", "description", "schema", "strict"})
    must(_is_name(schema.get("name")), f"{at}.name", "does not match ^[a-zA-Z0-9_-]{1,64}$")
    if schema.get("strict"):
        check_strict(schema.get("schema"), f"{at}.schema")


def _is_name(name: Any) -> bool:
    return isinstance(name, str) and NAME.fullmatch(name) is not None
