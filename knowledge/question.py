"""What a question's words weigh in this knowledge base, typing errors mended by the words that it holds."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from knowledge import selectors
from knowledge.lexicon import bm25
from knowledge.lexicon.spelling import nearest
from knowledge.lexicon.terms import concept_stems, is_concept, terms


@dataclass(frozen=True)
class QuestionWeights:
    """`weights`: term → idf. `passages`: how many there are to search."""

    weights: Mapping[str, float]
    passages: int

    @property
    def most(self) -> float:
        """What a passage would score that is about nothing but the question."""
        return sum(self.weights.values()) * bm25.HIGHEST_IMPACT


def question_weights(text: str, *, language: str) -> QuestionWeights:
    """Weigh each term of `text` by how few of the passages have it; a word that none has counts as the rarest."""
    asked = dict.fromkeys(terms(text, language=language))
    concepts = _likely_concepts(asked, language=language)
    passages = selectors.passage_count()
    counts = selectors.passages_by_term({*asked, *concepts.values()})
    meant = _mended([term for term in asked if term not in counts], concepts=concepts, counts=counts)
    counts |= selectors.passages_by_term(set(meant.values()) - counts.keys())
    weights = {}
    for term in asked:
        term = meant.get(term, term)
        weights[term] = bm25.idf(passages_with_term=counts.get(term, 0), passages=passages)
    return QuestionWeights(weights, passages)


def _likely_concepts(asked: Collection[str], *, language: str) -> dict[str, str]:
    """Map stems nearest to the asked words to their concepts, in case that a word is a misspelling of one."""
    stems = concept_stems(language=language)
    near = {stem for term in asked if not is_concept(term) and (stem := nearest(term, stems))}
    return {stem: stems[stem] for stem in near}


def _mended(unknown: Collection[str], *, concepts: Mapping[str, str], counts: Mapping[str, int]) -> dict[str, str]:
    """Map each word that no passage has to the term that was meant, when there is a likely one."""
    mistyped = [term for term in unknown if not is_concept(term)]
    if not mistyped:
        return {}
    known = {word: word for word in selectors.words_like(mistyped)}
    known |= {stem: concept for stem, concept in concepts.items() if concept in counts}
    return {term: known[word] for term in mistyped if (word := nearest(term, known))}
