"""Find the passages that answer a question, and say whether they do."""

import math
from collections.abc import Collection
from dataclasses import dataclass, field
from enum import StrEnum

from knowledge import selectors
from knowledge.embeddings import Embedder, embedder_current
from knowledge.hits import Hit
from knowledge.languages import language_detect
from knowledge.lexicon.keyboard import repaired
from knowledge.models import EmbeddingModel
from knowledge.nearest import way_to
from knowledge.question import question_weights
from knowledge.ranking import Asked, rank_chunks
from knowledge.scope import Scope, today

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
    `language` is that of the articles, not of the question. Raises EmbeddingsUnavailable.
    """
    query = query.replace("\0", " ").strip()[:LONGEST_QUERY]
    embedder = embedder or embedder_current()
    model = selectors.embedding_model(embedder)
    if not query or model is None:
        return SearchResult(query, language_detect(query))

    scope = Scope(today(), category_ids, article_ids, language)
    way = way_to(scope, model=model)
    results = []
    for reading in filter(None, (query, repaired(query))):
        reading_language = language_detect(reading)
        asked = _asked(reading, language=reading_language, mode=mode, model=model, embedder=embedder)
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


def _asked(text: str, *, language: str, mode: Mode, model: EmbeddingModel, embedder: Embedder) -> Asked:
    words = None if mode is Mode.MEANING else question_weights(text, language=language)
    if mode is Mode.WORDS:
        return Asked(words)
    return Asked(words, model, model.space.place_question(embedder.query(text), language=language))
