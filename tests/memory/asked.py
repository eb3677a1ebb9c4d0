"""What a model is asked, and what a scripted one answers to it."""

import json
from typing import Any

from tests.agents.model_steps import completion

MEMORY_TITLE = "What is remembered of this customer"


def is_memory(body: dict[str, Any]) -> bool:
    return "You note what a company should remember" in body["messages"][0]["content"]


def is_summary(body: dict[str, Any]) -> bool:
    return "You keep the summary of a chat" in body["messages"][0]["content"]


def prompts(model: Any) -> list[str]:
    """The system messages of the answers that were asked for."""
    bodies = [body for body in model.requests if not is_memory(body) and not is_summary(body)]
    return [body["messages"][0]["content"] for body in bodies if "response_format" not in body]


def memory_in(prompt: str) -> str:
    """The memory part of a prompt, "" where there is none."""
    return prompt.partition("<memory>")[2].partition("</memory>")[0]


def remembers(*facts: dict[str, Any], topic: str = "", answer: str = "Fine.") -> Any:
    """A model that says this when it is asked what to remember, and `answer` to customers. A fact without a message
    names the last one of the customer in which its quote stands.
    """

    def obey(body: dict[str, Any]) -> Any:
        if not is_memory(body):
            return "{}" if "response_format" in body else answer
        said = json.loads(body["messages"][1]["content"])
        told = [{**fact, "message_id": fact.get("message_id") or _message_of(fact["quote"], said)} for fact in facts]
        return completion(json.dumps({"facts": told, "topic": topic}))

    return obey


def fact(text: str, quote: str, **more: Any) -> dict[str, Any]:
    return {"kind": "about", "subject": "", "text": text, "quote": quote, "certainty": "explicit", **more}


def _message_of(quote: str, said: list[dict[str, str]]) -> str:
    return next((one["message_id"] for one in reversed(said) if quote in one["text"]), said[-1]["message_id"])
