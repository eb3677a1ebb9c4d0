"""Whether two questions ask the same. Pure.

Wrongly joined, one of them is never answered; wrongly kept apart, the same is only listed twice: so the bars are high.
In deviations of the cosine of strangers (knowledge/embeddings/space.py). Of six subjects in four languages, 42 pairs
each about one and the others about two of them: at 4.2 half of the first are joined and none of the second.
"""

from dataclasses import dataclass

from knowledge.embeddings.base import Vector
from knowledge.lexicon.terms import terms

SURE = 4.2
# Enough where the two also share a word with a meaning.
WITH_A_WORD = 3.2


@dataclass(frozen=True)
class Asked:
    """A question; `vector` as it is placed in its model's space, None where it cannot be compared with the other."""

    text: str
    language: str
    vector: Vector | None = None

    @property
    def words(self) -> frozenset[str]:
        return frozenset(terms(self.text, language=self.language))


def asks_the_same(one: Asked, other: Asked, *, mean: float, sigma: float) -> float | None:
    """How near the two are, the nearer the higher; None: they do not ask the same.

    `mean` and `sigma`: the cosine of strangers in the space of both. Without vectors only the very same words count.
    """
    words, others = one.words, other.words
    if words == others and words:
        return float("inf")
    if one.vector is None or other.vector is None:
        return None
    above = (sum(a * b for a, b in zip(one.vector, other.vector, strict=True)) - mean) / sigma
    return above if above >= SURE or (above >= WITH_A_WORD and words & others) else None
