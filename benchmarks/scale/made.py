"""Vectors and words as those of a real base lie: in clusters, few directions that matter, few words in most passages.

Pure. A model's vectors of 384 numbers fill some dozens of directions; noise in all of them would put every passage as
far from every other, which no index can help and no real base shows.
"""

from dataclasses import dataclass

import numpy as np

DIMENSIONS = 384
CLUSTERS = 400
_DIRECTIONS = 48
_OWN_DIRECTIONS = 24
VOCABULARY = 60_000
WORDS_OF_PASSAGE = 50
WORDS_OF_QUESTION = 8


@dataclass(frozen=True)
class Made:
    """`vectors`: unit, a row a passage; `words`: of each passage the numbers of its terms."""

    vectors: np.ndarray
    words: list[np.ndarray]


@dataclass(frozen=True)
class Asked:
    """A question about the passage of this number."""

    passage: int
    vector: np.ndarray
    words: np.ndarray


def base_made(count: int, *, random: np.random.Generator) -> Made:
    outward = random.normal(size=(_DIRECTIONS, DIMENSIONS))
    centres = random.normal(size=(CLUSTERS, _DIRECTIONS)) @ outward
    inward = random.normal(size=(_OWN_DIRECTIONS, DIMENSIONS))
    cluster = random.zipf(1.3, size=count) % CLUSTERS
    own = random.normal(size=(count, _OWN_DIRECTIONS)) @ inward
    vectors = unit(centres[cluster] + 0.8 * own + 1.5 * random.normal(size=(count, DIMENSIONS)))
    # Zipf's law: the commonest word is in most passages, most words are in a few.
    words = [np.unique(random.zipf(1.15, size=2 * WORDS_OF_PASSAGE) % VOCABULARY) for _ in range(count)]
    return Made(vectors.astype("float32"), words)


def questions_made(base: Made, count: int, *, random: np.random.Generator) -> list[Asked]:
    """Questions near to a passage, with some of its words, the common ones first."""
    asked = []
    for passage in random.integers(len(base.vectors), size=count):
        noise = unit(random.normal(size=DIMENSIONS))
        words = base.words[passage]
        chosen = random.choice(words, size=min(WORDS_OF_QUESTION, len(words)), replace=False)
        asked.append(Asked(int(passage), unit(base.vectors[passage] + 0.5 * noise), chosen))
    return asked


def unit(vectors: np.ndarray) -> np.ndarray:
    return vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)
