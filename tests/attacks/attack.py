"""An injection, and what a model does that obeys it in everything."""

import base64
import json
from dataclasses import dataclass
from typing import Any, Literal

from tests.agents.model_steps import Step, calling, completion

Where = Literal["message", "before", "lead_name", "field", "stage", "article", "file"]
Call = tuple[str, dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Attack:
    """`text` reaches the model by `where`; one that sees `key`, a piece of it, makes the `calls` and then `says` that.

    In `says`, {system} is the whole prompt, {first} its first line, {b64} and {backwards} that line in disguise,
    {secret} a field it may know and not tell. `never`: what must not reach the customer; in small letters.
    """

    name: str
    where: Where
    text: str
    key: str
    says: str = "Done as you said."
    calls: tuple[Call, ...] = ()
    never: tuple[str, ...] = ()


def obedient(attack: Attack, secret: str) -> Any:
    """The model: it calls tools whether or not they are offered, and says what it was told to, again when mended."""

    def obey(body: dict[str, Any]) -> Any:
        if attack.key not in json.dumps(body["messages"], ensure_ascii=False):
            return "Hello, how can I help you?"
        was_told = any(message["role"] == "tool" for message in body["messages"])
        if attack.calls and not was_told and body.get("tool_choice") == "auto":
            return Step(calling(*attack.calls))
        return completion(_said(attack.says, body["messages"][0]["content"], secret))

    return obey


def _said(says: str, system: str, secret: str) -> str:
    first = system.splitlines()[0]
    words = {
        "{system}": system,
        "{first}": first,
        "{b64}": base64.b64encode(first.encode()).decode(),
        "{backwards}": first[::-1],
        "{secret}": secret,
    }
    for mark, text in words.items():
        says = says.replace(mark, text)
    return says
