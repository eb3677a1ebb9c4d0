"""BM25, cut in two so that a database can add it up. Pure. (Robertson & Zaragoza 2009; idf as Lucene has it.)

score(question, passage) = Σ idf(term) · impact(term, passage). The impact is stored with the passage, the idf is known
when the question is asked. Divided by the most that a question could reach, the sum says which share of the question's
rare words a passage contains: 0 … 1, comparable between questions.
"""

import math
from collections import Counter
from collections.abc import Iterable

_K1 = 1.2
_B = 0.75
# A passage's usual number of terms. A constant, so that adding an article leaves the impacts of the others as they are.
_USUAL_LENGTH = 60

HIGHEST_IMPACT = _K1 + 1


def impacts(terms: Iterable[str]) -> dict[str, float]:
    """How much a passage is about each of its terms: 0 … HIGHEST_IMPACT."""
    counts = Counter(terms)
    length = counts.total()
    scale = _K1 * (1 - _B + _B * length / _USUAL_LENGTH)
    return {term: count * (_K1 + 1) / (count + scale) for term, count in counts.items()}


def idf(*, passages_with_term: int, passages: int) -> float:
    """How rare a term is; also defined for a term that no passage has."""
    return math.log(1 + (passages - passages_with_term + 0.5) / (passages_with_term + 0.5))
