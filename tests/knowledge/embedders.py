"""Embedders of our own: they are passed in, so that nothing has to be patched."""

import math
from collections.abc import Callable, Sequence
from zlib import crc32

from knowledge.embeddings import EmbeddingsUnavailable, Vector

DIMENSIONS = 48


class WordCountEmbedder:
    """Places a text by its words, and remembers what it was asked to embed."""

    def __init__(self, *, name: str = "words", before: Callable[[], None] | None = None) -> None:
        self.name = name
        self.embedded: list[str] = []
        self._before = before

    def passages(self, texts: Sequence[str]) -> list[Vector]:
        if self._before and texts:
            self._before()
        self.embedded += texts
        return [words_vector(text) for text in texts]

    def query(self, text: str) -> Vector:
        return words_vector(text)


class AbsentEmbedder:
    """A service that is away."""

    name = "absent"

    def passages(self, texts: Sequence[str]) -> list[Vector]:
        raise EmbeddingsUnavailable("away", code="embeddings_unreachable", retryable=True)

    def query(self, text: str) -> Vector:
        raise EmbeddingsUnavailable("away", code="embeddings_unreachable", retryable=True)


def words_vector(text: str) -> Vector:
    counts = [0.01] * DIMENSIONS
    for word in text.lower().split():
        counts[crc32(word.encode()) % DIMENSIONS] += 1
    length = math.hypot(*counts)
    return [count / length for count in counts]
