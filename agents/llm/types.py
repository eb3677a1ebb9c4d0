"""What an agent asks a model, and what it gets. Pure: every model speaks these words."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from agents.settings.style import Style

# What the instructions ask a model to begin with when the knowledge base has no answer; it is cut off again.
UNKNOWN_MARK = "[UNKNOWN]"


@dataclass(frozen=True)
class Turn:
    """One thing said in the conversation."""

    role: Literal["user", "assistant"]
    text: str


@dataclass(frozen=True)
class ToolOffer:
    """A tool that a model may call. `parameters`: a JSON Schema in which nothing is optional or left open."""

    name: str
    description: str
    parameters: dict[str, Any]


@dataclass(frozen=True)
class ToolCall:
    """A tool that a model wants to call. `arguments` as it wrote them: meant to be JSON."""

    id: str
    name: str
    arguments: str


@dataclass(frozen=True)
class ToolRound:
    """What a model said while it called tools, and what it was told of each, in the order of the calls."""

    text: str
    calls: tuple[ToolCall, ...]
    told: tuple[str, ...]


@dataclass(frozen=True)
class Passage:
    """What the knowledge base has to say, with where it stands. `score` is the search's, higher is better."""

    article_id: int
    title: str
    text: str
    score: float
    language: str


@dataclass(frozen=True)
class ChatRequest:
    """`language`: to answer in. `confident`: whether the search trusts its best passage to answer the question.

    `noted`: the customer asked nothing, but only told something. `rounds`: the tools called since the last turn, with
    what came of them; `then`: what was said after those. `may_call` False: of the tools none may be called any more.
    `on_text` is given the answer's text as it grows.
    """

    system: str
    turns: list[Turn]
    passages: list[Passage]
    language: str
    confident: bool
    max_tokens: int = 700
    temperature: float = 0.3
    style: Style = Style()
    noted: bool = False
    tools: tuple[ToolOffer, ...] = ()
    may_call: bool = True
    rounds: tuple[ToolRound, ...] = ()
    then: tuple[Turn, ...] = ()
    on_text: Callable[[str], None] | None = None


@dataclass(frozen=True)
class FormRequest:
    """A text to be read into one JSON object. `schema`: a JSON Schema in which nothing is optional."""

    system: str
    text: str
    schema: dict[str, Any]
    max_tokens: int = 2_000


@dataclass(frozen=True)
class ChatAnswer:
    """`knows` False: the model says that it does not know. With `calls` the text may be empty: then it waits to be told
    what came of them. The built-in model counts no tokens.
    """

    text: str
    model: str
    knows: bool
    used: list[int] = field(default_factory=list)
    calls: tuple[ToolCall, ...] = ()
    tokens_in: int = 0
    tokens_out: int = 0
