"""One request to a model, as it is billed: also one that failed. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

# About how many bytes make a token: of English four letters, of Russian two.
BYTES_A_TOKEN = 4


class Status(StrEnum):
    """What came of it; the words of agents.llm.errors."""

    OK = "ok"
    AWAY = "away"
    REFUSED = "refused"
    UNUSABLE = "unusable"


@dataclass(frozen=True, kw_only=True)
class Usage:
    """Tokens. `cached` of those read; `is_estimated`: the provider gave no count."""

    read: int = 0
    cached: int = 0
    wrote: int = 0
    is_estimated: bool = False


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """`error`: what the provider said. `first_ms`: until the first word of a stream, None where there was none."""

    model: str
    status: Status
    usage: Usage = Usage()
    took_ms: int = 0
    first_ms: int | None = None
    error: str = ""


Noted = Callable[[Attempt], None]


def tokens_about(text: str) -> int:
    """About how many tokens a model counts."""
    return len(text.encode()) // BYTES_A_TOKEN
