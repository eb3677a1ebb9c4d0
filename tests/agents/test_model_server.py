"""The model of tests is as strict as the published API."""

import openai
import pytest

from tests.agents.model_schemas import Wrong
from tests.agents.model_server import ModelServer, model_server
from tests.agents.model_shapes import check_chat, check_embeddings
from tests.agents.model_steps import calling, calls, cut, fails, says

SCHEMA = {"type": "object", "properties": {"q": {"type": "string"}}, "required": ["q"], "additionalProperties": False}
USER = {"role": "user", "content": "Hi"}
CALLS = {
    "role": "assistant",
    "content": None,
    "tool_calls": calling(("look", {}))["choices"][0]["message"]["tool_calls"],
}
RESULT = {"role": "tool", "tool_call_id": CALLS["tool_calls"][0]["id"], "content": "{}"}


def tool(name: str = "look", **more: object) -> dict:
    return {"type": "function", "function": {"name": name, "parameters": SCHEMA, "strict": True, **more}}


GOOD = {
    "a question": {},
    "tools": {"tools": [tool()], "tool_choice": "auto", "parallel_tool_calls": False},
    "a call and its result": {"messages": [USER, CALLS, RESULT, USER], "tools": [tool()]},
    "a stream": {"stream": True, "stream_options": {"include_usage": True}},
    "a schema": {
        "response_format": {"type": "json_schema", "json_schema": {"name": "f", "strict": True, "schema": SCHEMA}}
    },
}
WRONG = {
    "no message": {"messages": []},
    "an unknown word": {"retries": 3},
    "an unknown role": {"messages": [{"role": "bot", "content": "Hi"}]},
    "no text": {"messages": [{"role": "user", "content": None}]},
    "too hot": {"temperature": 3},
    "two limits": {"max_tokens": 5, "max_completion_tokens": 5},
    "a call without result": {"messages": [USER, CALLS, USER]},
    "a call without result at the end": {"messages": [USER, CALLS]},
    "a result without call": {"messages": [USER, RESULT]},
    "a result given twice": {"messages": [USER, CALLS, RESULT, RESULT]},
    "two tools with one name": {"tools": [tool(), tool()]},
    "a tool with a bad name": {"tools": [tool("look at")]},
    "a choice without tools": {"tool_choice": "auto"},
    "a choice of another tool": {"tools": [tool()], "tool_choice": {"type": "function", "function": {"name": "x"}}},
    "an open schema": {"tools": [tool(parameters={"type": "object", "properties": {}})]},
    "an optional property": {"tools": [tool(parameters={**SCHEMA, "required": []})]},
    "a bound in a strict schema": {
        "tools": [tool(parameters={**SCHEMA, "properties": {"q": {"type": "string", "maxLength": 3}}})]
    },
    "options of no stream": {"stream_options": {"include_usage": True}},
    "an object of which nobody spoke": {"response_format": {"type": "json_object"}},
}  # fmt: skip


@pytest.fixture
def server():
    with model_server() as running:
        yield running


def client(server: ModelServer) -> openai.OpenAI:
    return openai.OpenAI(base_url=server.url, api_key="k", max_retries=0)


class TestShapes:
    @pytest.mark.parametrize("what", GOOD)
    def test_it_takes(self, what):
        check_chat({"model": "m", "messages": [USER], **GOOD[what]})

    @pytest.mark.parametrize("what", WRONG)
    def test_it_refuses(self, what):
        with pytest.raises(Wrong):
            check_chat({"model": "m", "messages": [USER], **WRONG[what]})

    @pytest.mark.parametrize("given", ["", [], ["a", ""], [1], None, ["x"] * 2049])
    def test_it_refuses_to_embed(self, given):
        with pytest.raises(Wrong):
            check_embeddings({"model": "m", "input": given})


class TestServer:
    def test_a_wrong_request_is_refused_and_fails_the_test(self):
        def ask() -> None:
            with model_server() as server, pytest.raises(openai.BadRequestError):
                client(server).chat.completions.create(model="m", messages=[USER], extra_body={"retries": 3})

        with pytest.raises(AssertionError, match="Unrecognized"):
            ask()

    def test_the_package_reads_its_streams(self, server):
        server.will_play(says("Two words."), calls("look", {"q": "x"}))
        ask = {"model": "m", "messages": [USER], "stream": True, "stream_options": {"include_usage": True}}
        said = list(client(server).chat.completions.create(**ask))
        assert "".join(one.choices[0].delta.content or "" for one in said if one.choices) == "Two words."
        assert said[-1].usage.prompt_tokens == 11
        called = [
            one.choices[0].delta.tool_calls for one in client(server).chat.completions.create(**ask) if one.choices
        ]
        told = [call[0].function for call in called if call]
        assert (told[0].name, "".join(one.arguments for one in told)) == ("look", '{"q": "x"}')

    def test_a_stream_that_is_cut_just_ends(self, server):
        server.will_play(cut(says("Two words."), after=2))
        said = list(client(server).chat.completions.create(model="m", messages=[USER], stream=True))
        assert [one.choices[0].finish_reason for one in said] == [None, None]

    def test_it_says_when_to_come_again(self, server):
        server.will_play(fails(429, retry_after=7))
        with pytest.raises(openai.RateLimitError) as refused:
            client(server).chat.completions.create(model="m", messages=[USER])
        assert refused.value.response.headers["retry-after"] == "7"

    def test_it_embeds(self, server):
        [one, other] = client(server).embeddings.create(model="m", input=["a", "b"]).data
        assert len(one.embedding) == len(other.embedding) == 8
        assert one.embedding != other.embedding
