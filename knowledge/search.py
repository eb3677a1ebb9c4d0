"""Find the passages that answer a question, and say whether they do."""

import math
from collections.abc import Collection
from dataclasses import dataclass, field

from knowledge import selectors
from knowledge.embeddings import Embedder, embedder_current
from knowledge.languages import language_detect
from knowledge.lexicon.keyboard import repaired
from knowledge.question import question_weights
from knowledge.ranking import Hit, rank_chunks

LONGEST_QUERY = 1000

# A best hit below this is no answer. The more passages, the nearer the nearest stranger comes, so the bar rises with
# their number. Set on bases of 6 to 240 passages; tests/knowledge/test_retrieval.py holds it to its figures.
_BAR_OF_ONE = 2.0
_BAR_PER_E_FOLD = 0.4


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
    embedder: Embedder | None = None,
) -> SearchResult:
    """Rank the passages of published articles by how well they answer `query`.

    `category_ids` and `article_ids` limit what is searched, together to what is in either; `language` is that of the
    articles, not of the question.
    Raises EmbeddingsUnavailable.
    """
    query = query.replace("\0", " ").strip()[:LONGEST_QUERY]
    embedder = embedder or embedder_current()
    model = selectors.embedding_model(embedder)
    query_language = language_detect(query)
    if not query or model is None:
        return SearchResult(query, query_language)

    results = []
    for reading in filter(None, (query, repaired(query))):
        reading_language = language_detect(reading)
        question = question_weights(reading, language=reading_language)
        vector = model.space.place_question(embedder.query(reading), language=reading_language)
        hits = rank_chunks(
            vector=vector,
            model=model,
            weights=question.weights,
            most=question.most,
            limit=limit,
            category_ids=category_ids,
            article_ids=article_ids,
            language=language,
        )
        results.append(
            SearchResult(
                query,
                reading_language,
                hits=hits,
                bar=_BAR_OF_ONE + _BAR_PER_E_FOLD * math.log(max(question.passages, 1)),
                understood_as=reading if reading != query else None,
            )
        )
    return max(results, key=lambda result: result.best_score or -math.inf)
