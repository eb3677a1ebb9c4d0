"""What an agent asks a model, and what it gets. Pure: every model speaks these words."""

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

    `noted`: the customer asked nothing, but only told something.
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


@dataclass(frozen=True)
class FormRequest:
    """A text to be read into one JSON object. `schema`: a JSON Schema in which nothing is optional."""

    system: str
    text: str
    schema: dict[str, Any]
    max_tokens: int = 2_000


@dataclass(frozen=True)
class ChatAnswer:
    """`knows` False: the model says that it does not know. Tokens are the provider's count, 0 when it gave none."""

    text: str
    model: str
    knows: bool
    used: list[int] = field(default_factory=list)
    tokens_in: int = 0
    tokens_out: int = 0
