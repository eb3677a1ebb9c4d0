"""How alike two short texts are in meaning, by the model that is bundled: no network, some 15 ms for a new text."""

from functools import lru_cache

from knowledge.embeddings.base import EmbeddingsUnavailable, Vector
from knowledge.embeddings.bundled import BundledEmbedder

# The examples of some hundred scripts: they are compared with every message.
REMEMBERED = 4000


def likeness(one: str, other: str) -> float | None:
    """The cosine; None while too many ask at once. The bounds of agents.scripts.matching hold for this model only."""
    try:
        left, right = _vector(one), _vector(other)
    except EmbeddingsUnavailable:
        return None
    return sum(a * b for a, b in zip(left, right, strict=True))


@lru_cache(maxsize=REMEMBERED)
def _vector(text: str) -> Vector:
    return BundledEmbedder().query(text)
