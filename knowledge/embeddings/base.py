from collections.abc import Sequence
from typing import Protocol

from tenants.errors import Unavailable

Vector = list[float]

# Characters of one text that are read; a passage is far shorter, and a model's time grows with the length.
LONGEST_TEXT = 4000


class EmbeddingsUnavailable(Unavailable):
    """The model gave no vectors. `retryable` says whether asking again later can help."""

    def __init__(self, message: str, *, code: str, retryable: bool) -> None:
        super().__init__(message, code=code)
        self.retryable = retryable


class Embedder(Protocol):
    """Gives unit vectors of one model, all of one length.

    An empty text is a ValueError: models give it a vector that means nothing.
    """

    name: str

    def passages(self, texts: Sequence[str]) -> list[Vector]:
        """The vectors of texts that are to be found, in the order given."""

    def query(self, text: str) -> Vector:
        """The vector of a question."""


def checked(text: str) -> str:
    """Return what of `text` is embedded. Raises ValueError when it has no words."""
    if not text.strip():
        raise ValueError("An empty text has no meaning to embed.")
    return text[:LONGEST_TEXT]
