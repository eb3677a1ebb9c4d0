"""The one statement that ranks passages: nearness of meaning and of words, added up.

Candidates are the passages nearest to the question by vector and the best by BM25; over these few the sentences are
compared too. The score is `cosine + weight · lexical`, which on every set measured orders better than rank fusion.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db import connection
from pgvector import HalfVector

from knowledge.embeddings import Vector

CANDIDATES = 50


@dataclass(frozen=True)
class Ranked:
    """`cosine`: the mean of the passage's own and its best sentence's. `lexical`: share of the question's rare words."""

    chunk_id: int
    article_id: int
    article_title: str
    heading: str
    text: str
    language: str
    start_char: int
    end_char: int
    cosine: float
    lexical: float


def rank_chunks(
    *,
    vector: Vector,
    model_id: int,
    weights: Mapping[str, float],
    most: float,
    lexical_weight: float,
    limit: int,
    category_ids: Collection[int] | None = None,
    language: str | None = None,
) -> list[Ranked]:
    """Return the `limit` best passages, the best first. `vector` is the question's, placed in the model's space."""
    parameters = {
        "vector": HalfVector(vector).to_text(),
        "model": model_id,
        "terms": list(weights),
        "weights": list(weights.values()),
        "most": most or 1.0,
        "lexical_weight": lexical_weight,
        "categories": None if category_ids is None else list(category_ids),
        "language": language,
        "candidates": CANDIDATES,
        "limit": limit,
    }
    with connection.cursor() as cursor:
        cursor.execute(_STATEMENT, parameters)
        return [Ranked(*row) for row in cursor.fetchall()]


# `<#>` is the negative inner product, which for unit vectors orders as the cosine does and costs less.
# MATERIALIZED keeps the lexical part from being computed once for the candidates and again for the scores.
_STATEMENT = """
WITH question AS (
    SELECT %(vector)s::halfvec AS vector
), allowed AS MATERIALIZED (
    SELECT chunk.id
    FROM knowledge_chunk chunk JOIN knowledge_article article ON article.id = chunk.article_id
    WHERE (%(categories)s::bigint[] IS NULL OR article.category_id = ANY(%(categories)s::bigint[]))
      AND (%(language)s::text IS NULL OR chunk.language = %(language)s::text)
), lexical AS MATERIALIZED (
    SELECT posting.chunk_id, sum(posting.impact * asked.weight) / %(most)s AS score
    FROM unnest(%(terms)s::text[], %(weights)s::float8[]) AS asked (term, weight)
    JOIN knowledge_posting posting ON posting.term = asked.term
    WHERE posting.chunk_id IN (SELECT id FROM allowed)
    GROUP BY posting.chunk_id
), candidate AS (
    (SELECT embedding.chunk_id
     FROM knowledge_chunkembedding embedding, question
     WHERE embedding.model_id = %(model)s AND embedding.chunk_id IN (SELECT id FROM allowed)
     ORDER BY embedding.vector <#> question.vector
     LIMIT %(candidates)s)
    UNION
    (SELECT chunk_id FROM lexical ORDER BY score DESC LIMIT %(candidates)s)
), meaning AS (
    SELECT passage.chunk_id,
           -(passage.vector <#> question.vector) AS passage,
           (SELECT max(-(sentence.vector <#> question.vector))
            FROM knowledge_sentenceembedding sentence
            WHERE sentence.chunk_id = passage.chunk_id AND sentence.model_id = passage.model_id) AS best_sentence
    FROM candidate JOIN knowledge_chunkembedding passage USING (chunk_id), question
    WHERE passage.model_id = %(model)s
), scored AS (
    SELECT meaning.chunk_id,
           (meaning.passage + coalesce(meaning.best_sentence, meaning.passage)) / 2 AS cosine,
           coalesce(lexical.score, 0) AS lexical
    FROM meaning LEFT JOIN lexical USING (chunk_id)
)
SELECT chunk.id, article.id, article.title, chunk.heading, chunk.text, chunk.language, chunk.start_char, chunk.end_char,
       scored.cosine, scored.lexical
FROM scored
JOIN knowledge_chunk chunk ON chunk.id = scored.chunk_id
JOIN knowledge_article article ON article.id = chunk.article_id
ORDER BY scored.cosine + %(lexical_weight)s * scored.lexical DESC, chunk.id
LIMIT %(limit)s
"""
