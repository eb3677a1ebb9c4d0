"""What a question's words weigh in this knowledge base, typing errors mended by the words that it holds."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import accumulate

from knowledge import selectors
from knowledge.lexicon import bm25
from knowledge.lexicon.spelling import nearest
from knowledge.lexicon.terms import concept_stems, is_concept, terms

# Of a base with 100,000 passages, so many are read and added up in 15 ms.
POSTINGS_READ = 50_000


@dataclass(frozen=True)
class QuestionWeights:
    """`weights`: term → idf. `passages`: how many there are to search. `as_asked`: term → the word that was typed.

    `telling`: the terms by which passages are looked for, the rarest; the others only weigh what these have found.
    """

    weights: Mapping[str, float]
    passages: int
    telling: list[str]
    as_asked: Mapping[str, str]

    @property
    def most(self) -> float:
        """What a passage would score that is about nothing but the question."""
        return sum(self.weights.values()) * bm25.HIGHEST_IMPACT


def question_weights(text: str, *, language: str) -> QuestionWeights:
    """Weigh each term of `text` by how few of the passages have it; a word that none has counts as the rarest."""
    asked = {term: word for word in text.split() for term in terms(word, language=language)}
    concepts = _likely_concepts(asked, language=language)
    passages = selectors.passage_count()
    counts = selectors.passages_by_term({*asked, *concepts.values()})
    meant = _mended([term for term in asked if term not in counts], concepts=concepts, counts=counts)
    counts |= selectors.passages_by_term(set(meant.values()) - counts.keys())
    as_asked = {meant.get(term, term): word for term, word in asked.items()}
    weights = {term: bm25.idf(passages_with_term=counts.get(term, 0), passages=passages) for term in as_asked}
    return QuestionWeights(weights, passages, telling=_telling(weights, counts=counts), as_asked=as_asked)


def _telling(asked: Collection[str], *, counts: Mapping[str, int]) -> list[str]:
    """The rarest of the terms that passages have, as many as can be looked through; at least one."""
    rarest_first = sorted((term for term in asked if term in counts), key=counts.__getitem__)
    read = list(accumulate(counts[term] for term in rarest_first))
    return [term for term, so_far in zip(rarest_first, read, strict=True) if so_far <= POSTINGS_READ] or rarest_first[
        :1
    ]


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
