"""Find the passages that answer a question, and say whether they do."""

import math
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from enum import StrEnum

from knowledge import selectors
from knowledge.embeddings import Embedder, EmbeddingsUnavailable, Vector, embedder_current
from knowledge.exact import ExactAnswer, exact_find
from knowledge.hits import Hit
from knowledge.languages import language_detect
from knowledge.lexicon.keyboard import repaired
from knowledge.model_change import model_change_owe
from knowledge.models import EmbeddingModel
from knowledge.nearest import way_to
from knowledge.question import question_weights
from knowledge.ranking import Asked, rank_chunks
from knowledge.scope import Scope, today
from knowledge.spoken import embedder_for, is_configured

LONGEST_QUERY = 1000

# A best hit below this is no answer. The more passages, the nearer the nearest stranger comes, so the bar rises with
# their number. Set on bases of 6 to 240 passages; tests/knowledge/test_retrieval.py holds it to its figures.
_BAR_OF_ONE = 2.0
_BAR_PER_E_FOLD = 0.4


class Mode(StrEnum):
    """By what passages are compared with a question."""

    BOTH = "both"
    WORDS = "words"
    MEANING = "meaning"


@dataclass(frozen=True)
class SearchResult:
    """`understood_as`: what the question was taken for, when it was typed in the wrong keyboard layout or alphabet.

    `exact`: the answer to this very question, to be said word for word. `confident`: the best hit is good enough to
    answer from, that is its score reaches `bar`.
    """

    query: str
    query_language: str
    hits: list[Hit] = field(default_factory=list)
    bar: float = _BAR_OF_ONE
    understood_as: str | None = None
    exact: ExactAnswer | None = None

    @property
    def best_score(self) -> float | None:
        return self.hits[0].score if self.hits else None

    @property
    def confident(self) -> bool:
        return self.exact is not None or (bool(self.hits) and self.hits[0].score >= self.bar)


def search(
    *,
    query: str,
    limit: int = 8,
    category_ids: Collection[int] | None = None,
    article_ids: Collection[int] | None = None,
    language: str | None = None,
    mode: Mode = Mode.BOTH,
    embedder: Embedder | None = None,
) -> SearchResult:
    """Rank the passages that may be found by how well they answer `query`.

    `category_ids`, with the shelves in them, and `article_ids` limit what is searched, together to what is in either;
    `language` is that of the articles, not of the question. While another model is put in place of the live one, and
    nobody gives vectors of that any more, words alone are compared. Raises EmbeddingsUnavailable.
    """
    query, model = _query(query), selectors.model_live()
    if not query or model is None:
        return SearchResult(query, language_detect(query))

    vector_of = _reader(model, configured=embedder or embedder_current())
    scope = Scope(today(), category_ids, article_ids, language)
    way = way_to(scope, model=model)
    has_answers = selectors.answers_exist()
    results = []
    for reading in _readings(query):
        spoken = language_detect(reading)
        asked = Asked(
            words=None if mode is Mode.MEANING else question_weights(reading, language=spoken),
            model=model,
            vector=None if mode is Mode.WORDS else vector_of(reading, spoken),
        )
        exact = None
        if has_answers and asked.vector is not None:
            exact = exact_find(reading, vector=asked.vector, language=spoken, model=model, scope=scope)
        passages = asked.words.passages if asked.words else selectors.passage_count()
        results.append(
            SearchResult(
                query,
                spoken,
                hits=rank_chunks(asked, scope=scope, limit=limit, way=way),
                bar=_BAR_OF_ONE + _BAR_PER_E_FOLD * math.log(max(passages, 1)),
                understood_as=reading if reading != query else None,
                exact=exact,
            )
        )
    return max(results, key=lambda result: (result.exact is not None, result.best_score or -math.inf))


def exact_search(
    *,
    query: str,
    category_ids: Collection[int] | None = None,
    article_ids: Collection[int] | None = None,
    embedder: Embedder | None = None,
) -> ExactAnswer | None:
    """The exact answer to this very question, without ranking any passages. Raises EmbeddingsUnavailable."""
    query, model = _query(query), selectors.model_live()
    if not query or model is None or not selectors.answers_exist():
        return None
    vector_of = _reader(model, configured=embedder or embedder_current())
    scope = Scope(today(), category_ids, article_ids)
    for reading in _readings(query):
        spoken = language_detect(reading)
        vector = vector_of(reading, spoken)
        if vector and (found := exact_find(reading, vector=vector, language=spoken, model=model, scope=scope)):
            return found
    return None


def _query(text: str) -> str:
    return text.replace("\0", " ").strip()[:LONGEST_QUERY]


def _readings(query: str) -> list[str]:
    """The question as it stands, and as what it may have been meant."""
    meant = repaired(query)
    return [query, meant] if meant else [query]


def _reader(model: EmbeddingModel, *, configured: Embedder) -> Callable[[str, str], Vector | None]:
    """A function: a question and its language → its vector of the live model.

    None where nobody gives one any more, while another model is put in its place; of the configured one, an error.
    """
    is_changing = not is_configured(model, configured)
    if is_changing:
        model_change_owe()
    embedder = embedder_for(model, configured=configured)
    space = model.space

    def vector_of(text: str, language: str) -> Vector | None:
        try:
            return space.place_question(embedder.query(text), language=language) if embedder else None
        except EmbeddingsUnavailable:
            if not is_changing:
                raise
            return None

    return vector_of
