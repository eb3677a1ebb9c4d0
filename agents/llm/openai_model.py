"""Any OpenAI-compatible address, through the official package."""

from typing import Any

import openai

from agents.llm.bounded_http import bounded_client
from agents.llm.errors import AskedTooMuch, ModelRefused, ModelUnavailable, ModelUnusable
from agents.llm.types import UNKNOWN_MARK, ChatAnswer, ChatRequest, FormRequest
from agents.words import storable

# A token has hardly ever more of them.
_CHARACTERS_MOST = 8


class OpenAIModel:
    def __init__(self, *, base_url: str, api_key: str, model: str) -> None:
        self.name = model
        self._client = openai.OpenAI(
            base_url=base_url,
            api_key=api_key or "none",
            # Own retries: the package would repeat an exhausted quota, and sleep as long as a header says.
            max_retries=0,
            http_client=bounded_client(),
        )

    def answer(self, request: ChatRequest) -> ChatAnswer:
        """One chat completion. Chat Completions is what compatible servers share."""
        messages = [{"role": "system", "content": request.system}]
        messages += [{"role": turn.role, "content": turn.text} for turn in request.turns]
        completion = self._complete(messages, max_tokens=request.max_tokens, temperature=request.temperature)
        return _read(completion, self.name, request.max_tokens)

    def fill(self, request: FormRequest) -> str:
        """What it answers when it is asked for one JSON object: by a schema, else by the kind, else by words alone."""
        messages = [{"role": "system", "content": request.system}, {"role": "user", "content": request.text}]
        by_schema = {"name": "fields", "strict": True, "schema": request.schema}
        shapes = [{"type": "json_schema", "json_schema": by_schema}, {"type": "json_object"}]
        for shape in shapes:
            try:
                completion = self._complete(
                    messages, max_tokens=request.max_tokens, temperature=0, response_format=shape
                )
                return _read(completion, self.name, request.max_tokens).text
            except AskedTooMuch:
                continue
        completion = self._complete(messages, max_tokens=request.max_tokens, temperature=0)
        return _read(completion, self.name, request.max_tokens).text

    def _complete(self, messages: list[dict[str, str]], **how: Any) -> object:
        try:
            return self._client.chat.completions.create(model=self.name, messages=messages, **how)
        except openai.APIConnectionError as error:  # a time-out is one of these
            raise ModelUnavailable(f"{type(error).__name__}: {error}") from error
        except openai.RateLimitError as error:
            spent = error.code == "insufficient_quota"
            raise (ModelRefused if spent else ModelUnavailable)(_said(error)) from error
        except (openai.BadRequestError, openai.UnprocessableEntityError) as error:
            raise AskedTooMuch(_said(error)) from error
        except openai.APIStatusError as error:
            raise (ModelUnavailable if error.status_code >= 500 else ModelRefused)(_said(error)) from error
        except openai.OpenAIError as error:
            raise ModelUnusable(str(error)) from error


def _said(error: openai.APIStatusError) -> str:
    return f"{error.status_code}: {error.message}"[:500]


def _read(completion: object, model: str, max_tokens: int) -> ChatAnswer:
    # An address that answers HTML with 200 gives a str here, a weak server may leave out what it likes.
    choices = getattr(completion, "choices", None)
    if not choices:
        raise ModelUnusable("the answer is not a chat completion; is the address right (it usually ends in /v1)?")
    # A server that does not keep to max_tokens may answer with a book.
    text = storable((choices[0].message.content or "")[: max_tokens * _CHARACTERS_MOST]).strip()
    if not text:
        raise ModelUnusable(f"the answer is empty (finish reason: {choices[0].finish_reason})")
    usage = getattr(completion, "usage", None)
    knows = not text.startswith(UNKNOWN_MARK)
    return ChatAnswer(
        text=text.removeprefix(UNKNOWN_MARK).strip() or text,
        model=model,
        knows=knows,
        tokens_in=getattr(usage, "prompt_tokens", 0) or 0,
        tokens_out=getattr(usage, "completion_tokens", 0) or 0,
    )
