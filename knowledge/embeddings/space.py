"""Where the vectors of one model are compared: the same meaning near, whatever the language.

A multilingual model puts every text nearer to texts of its own language than to a translation, and all texts into one
narrow cone. Both are undone by subtraction: from each vector the mean of its language, measured on a small parallel
text (reference.json), and put back half of the English mean, which keeps some of what is common to all texts.
On bases in mixed languages this finds the right passage half as often again, and costs nothing in one language.
(Same idea: "SHIFT", arXiv 2606.18801.)
"""

import json
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path

import numpy as np

from knowledge.embeddings.base import Embedder, Vector
from knowledge.languages import ENGLISH, KNOWN, OTHER

_REFERENCE_FILE = Path(__file__).with_name("reference.json")
_KEPT_OF_THE_MEAN = 0.5


@dataclass(frozen=True)
class VectorSpace:
    """`passage_offsets` and `question_offsets`: what is subtracted, by language.

    `mean` and `sigma`: the cosine between a question and a passage that have nothing to do with each other.
    """

    model: str
    reference: str
    dimensions: int
    passage_offsets: Mapping[str, np.ndarray]
    question_offsets: Mapping[str, np.ndarray]
    mean: float
    sigma: float

    def place_passage(self, vector: Vector, *, language: str) -> Vector:
        return _unit(np.subtract(vector, self.passage_offsets[language])).tolist()

    def place_question(self, vector: Vector, *, language: str) -> Vector:
        return _unit(np.subtract(vector, self.question_offsets[language])).tolist()


@cache
def measure_space(embedder: Embedder) -> VectorSpace:
    """Embed the reference text (160 short inputs, some seconds) and measure the model's space by it, once a process."""
    entries = _reference_entries()
    passages = {code: np.array(embedder.passages([entry[code]["passage"] for entry in entries])) for code in KNOWN}
    questions = {code: np.array([embedder.query(entry[code]["question"]) for entry in entries]) for code in KNOWN}
    passage_offsets, question_offsets = _offsets(passages), _offsets(questions)
    unrelated = [
        cosine
        for code in KNOWN
        for cosine in _cosines_of_strangers(
            _unit(questions[code] - question_offsets[code]), _unit(passages[code] - passage_offsets[code])
        )
    ]
    return VectorSpace(
        model=embedder.name,
        reference=reference_digest(),
        dimensions=passages[ENGLISH].shape[1],
        passage_offsets=passage_offsets,
        question_offsets=question_offsets,
        mean=statistics.fmean(unrelated),
        sigma=statistics.stdev(unrelated),
    )


@cache
def reference_digest() -> str:
    """Names the reference text: vectors placed by another text lie in another space."""
    return blake2b(_REFERENCE_FILE.read_bytes(), digest_size=8).hexdigest()


def _reference_entries() -> list[dict[str, dict[str, str]]]:
    return json.loads(_REFERENCE_FILE.read_text(encoding="utf-8"))


def _offsets(vectors: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    means = {code: rows.mean(axis=0) for code, rows in vectors.items()}
    means[OTHER] = np.mean(list(means.values()), axis=0)
    return {code: mean - _KEPT_OF_THE_MEAN * means[ENGLISH] for code, mean in means.items()}


def _cosines_of_strangers(questions: np.ndarray, passages: np.ndarray) -> Sequence[float]:
    """The cosines of each question with the passages of all entries but its own."""
    cosines = questions @ passages.T
    return cosines[~np.eye(len(cosines), dtype=bool)].tolist()


def _unit(vectors: np.ndarray) -> np.ndarray:
    return vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)
