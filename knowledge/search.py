"""Find the passages that answer a question, and say whether they do."""

import math
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from enum import StrEnum

from knowledge import selectors
from knowledge.embeddings import Embedder, EmbeddingsUnavailable, Vector, embedder_current
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

    `confident`: the best hit is good enough to answer from, that is its score reaches `bar`.
    """

    query: str
    query_language: str
    hits: list[Hit] = field(default_factory=list)
    bar: float = _BAR_OF_ONE
    understood_as: str | None = None

    @property
    def best_score(self) -> float | None:
        return self.hits[0].score if self.hits else None

    @property
    def confident(self) -> bool:
        return bool(self.hits) and self.hits[0].score >= self.bar


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
    query = query.replace("\0", " ").strip()[:LONGEST_QUERY]
    model = selectors.model_live()
    if not query or model is None:
        return SearchResult(query, language_detect(query))

    configured = embedder or embedder_current()
    is_changing = not is_configured(model, configured)
    if is_changing:
        model_change_owe()
    vector_of = _reader(model, configured=configured, must=not is_changing)
    scope = Scope(today(), category_ids, article_ids, language)
    way = way_to(scope, model=model)
    results = []
    for reading in filter(None, (query, repaired(query))):
        reading_language = language_detect(reading)
        asked = Asked(
            words=None if mode is Mode.MEANING else question_weights(reading, language=reading_language),
            model=model,
            vector=None if mode is Mode.WORDS else vector_of(reading, reading_language),
        )
        passages = asked.words.passages if asked.words else selectors.passage_count()
        results.append(
            SearchResult(
                query,
                reading_language,
                hits=rank_chunks(asked, scope=scope, limit=limit, way=way),
                bar=_BAR_OF_ONE + _BAR_PER_E_FOLD * math.log(max(passages, 1)),
                understood_as=reading if reading != query else None,
            )
        )
    return max(results, key=lambda result: result.best_score or -math.inf)


def _reader(model: EmbeddingModel, *, configured: Embedder, must: bool) -> Callable[[str, str], Vector | None]:
    """A function: a question and its language → its vector of this model; None where nobody gives one any more.

    `must`: then it is an error.
    """
    embedder = embedder_for(model, configured=configured)
    space = model.space

    def vector_of(text: str, language: str) -> Vector | None:
        try:
            return space.place_question(embedder.query(text), language=language) if embedder else None
        except EmbeddingsUnavailable:
            if must:
                raise
            return None

    return vector_of
