"""Any OpenAI-compatible address, through the official package."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import openai

from agents.billing.attempts import Attempt, Noted
from agents.llm.bounded_http import TOTAL_SECONDS, bounded_client
from agents.llm.errors import AskedTooMuch, ModelError, ModelRefused, ModelUnavailable, ModelUnusable
from agents.llm.messages import messages_of, tools_of
from agents.llm.said import Said, said_in_pieces, said_whole
from agents.llm.types import UNKNOWN_MARK, ChatAnswer, ChatRequest, FormRequest
from agents.llm.watch import Watch


def unnoted(_attempt: Attempt) -> None:
    """For who keeps no account of what was asked."""


class OpenAIModel:
    """`noted` is told of each request that was made, whatever came of it; `seconds`: how long one may take."""

    def __init__(
        self, *, base_url: str, api_key: str, model: str, noted: Noted = unnoted, seconds: float = TOTAL_SECONDS
    ) -> None:
        self.name = model
        self._noted = noted
        self._client = openai.OpenAI(
            base_url=base_url,
            api_key=api_key or "none",
            # Own retries: the package would repeat an exhausted quota, and sleep as long as a header says.
            max_retries=0,
            http_client=bounded_client(seconds=seconds),
        )

    def answer(self, request: ChatRequest) -> ChatAnswer:
        """One chat completion. Chat Completions is what compatible servers share.

        A server that does not take the request with tools is asked without them.
        """
        how = {"max_tokens": request.max_tokens, "temperature": request.temperature}
        if tools := tools_of(request):
            try:
                return self._answer(messages_of(request, with_tools=True), request.on_text, **how, **tools)
            except AskedTooMuch:
                pass
        return self._answer(messages_of(request, with_tools=False), request.on_text, **how)

    def fill(self, request: FormRequest) -> str:
        """What it answers when it is asked for one JSON object: by a schema, else by the kind, else by words alone."""
        messages = [{"role": "system", "content": request.system}, {"role": "user", "content": request.text}]
        by_schema = {"name": "fields", "strict": True, "schema": request.schema}
        how = {"max_tokens": request.max_tokens, "temperature": 0}
        for shape in ({"type": "json_schema", "json_schema": by_schema}, {"type": "json_object"}):
            try:
                return self._answer(messages, **how, response_format=shape).text
            except AskedTooMuch:
                continue
        return self._answer(messages, **how).text

    def _answer(
        self, messages: list[dict[str, Any]], on_text: Callable[[str], None] | None = None, **how: Any
    ) -> ChatAnswer:
        watch = Watch(self.name, asked=json.dumps([messages, how.get("tools")], ensure_ascii=False))
        try:
            with _typed():
                said = self._said(messages, watch.on_text(on_text) if on_text else None, **how)
                watch.heard(said)
                said.checked(may_call=how.get("tool_choice") == "auto")
        except ModelError as error:
            self._noted(watch.attempt(error))
            raise
        attempt = watch.attempt()
        self._noted(attempt)
        text = said.text.strip()
        return ChatAnswer(
            text=text.removeprefix(UNKNOWN_MARK).strip() or text,
            model=self.name,
            knows=not text.startswith(UNKNOWN_MARK),
            calls=tuple(said.calls),
            tokens_in=attempt.usage.read,
            tokens_out=attempt.usage.wrote,
        )

    def _said(self, messages: list[dict[str, Any]], on_text: Callable[[str], None] | None = None, **how: Any) -> Said:
        create, most = self._client.chat.completions.create, how["max_tokens"]
        if on_text is None:
            return said_whole(create(model=self.name, messages=messages, **how), max_tokens=most)
        with create(
            model=self.name, messages=messages, stream=True, stream_options={"include_usage": True}, **how
        ) as pieces:
            return said_in_pieces(pieces, max_tokens=most, on_text=on_text)


@contextmanager
def _typed() -> Iterator[None]:
    """The package's errors as ours."""
    try:
        yield
    except openai.APIConnectionError as error:  # a time-out is one of these
        raise ModelUnavailable(f"{type(error).__name__}: {error}") from error
    except openai.RateLimitError as error:
        if error.code == "insufficient_quota":
            raise ModelRefused(_told(error)) from error
        raise ModelUnavailable(_told(error), after=_after(error)) from error
    except (openai.BadRequestError, openai.UnprocessableEntityError) as error:
        raise AskedTooMuch(_told(error)) from error
    except openai.APIStatusError as error:
        raise (ModelUnavailable if error.status_code >= 500 else ModelRefused)(_told(error)) from error
    except (openai.OpenAIError, json.JSONDecodeError) as error:
        raise ModelUnusable(str(error)) from error


def _after(error: openai.APIStatusError) -> float | None:
    """What the header asks for in seconds; a date, which it may be as well, nobody sends here."""
    told = error.response.headers.get("retry-after", "")
    return float(told) if told.isascii() and told.isdecimal() else None


def _told(error: openai.APIStatusError) -> str:
    return f"{error.status_code}: {error.message}"[:500]
