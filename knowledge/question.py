"""What a question's words weigh in this knowledge base, typing errors mended by the words that it holds."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Count, Q

from knowledge.lexicon import bm25
from knowledge.lexicon.spelling import nearest
from knowledge.lexicon.terms import concept_stems, is_concept, terms
from knowledge.models import Chunk, Posting


@dataclass(frozen=True)
class QuestionWeights:
    """`weights`: term → idf. `most`: what a passage would score that is about nothing but the question; 0 without terms."""

    weights: Mapping[str, float]
    passages: int

    @property
    def most(self) -> float:
        return sum(self.weights.values()) * bm25.HIGHEST_IMPACT


def question_weights(text: str, *, language: str) -> QuestionWeights:
    """Weigh each term of `text` by how few of the passages have it; a word that none has counts as the rarest."""
    asked = dict.fromkeys(terms(text, language=language))
    counts = _counts(Q(term__in=asked))
    passages = Chunk.objects.count()
    unknown = [term for term in asked if term not in counts and not is_concept(term)]
    mended = _mended(unknown, language=language) if unknown and passages else {}
    weights = {}
    for term in asked:
        meant, count = mended.get(term, (term, counts.get(term, 0)))
        weights[meant] = bm25.idf(passages_with_term=count, passages=passages)
    return QuestionWeights(weights, passages)


def _mended(unknown: Collection[str], *, language: str) -> dict[str, tuple[str, int]]:
    """Map each mistyped term to the term that was meant and the number of passages that have it."""
    letters = {term[0] for term in unknown}
    concepts = {stem: term for stem, term in concept_stems(language=language).items() if stem[0] in letters}
    beginnings = reduce(or_, (Q(term__startswith=letter) for letter in letters))
    counts = _counts(beginnings | Q(term__in=set(concepts.values())))
    known = {term: term for term in counts} | {stem: term for stem, term in concepts.items() if term in counts}
    return {term: (known[word], counts[known[word]]) for term in unknown if (word := nearest(term, known))}


def _counts(condition: Q) -> dict[str, int]:
    """How many passages have each of the terms that satisfy the condition."""
    return dict(Posting.objects.filter(condition).values_list("term").annotate(Count("chunk")))
