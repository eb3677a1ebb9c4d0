"""The one statement that ranks passages: nearness of meaning and of words, added up.

Candidates are the passages nearest to the question by vector and the best by BM25; over these few the sentences are
compared too. The score is a weighted sum, which on every set measured orders better than rank fusion.
`<#>` is the negative inner product: for unit vectors it orders as the cosine does, and costs less.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db import connection

from knowledge.embeddings import Vector
from knowledge.models import EmbeddingModel

CANDIDATES = 50
# The words of a question weigh this many deviations of an unrelated cosine: the best on every set measured, whatever
# the model, since the deviation is what differs between models.
LEXICAL_WEIGHT = 8


@dataclass(frozen=True)
class Hit:
    """`score`: how far above what has nothing to do with the question, in deviations of such a cosine.

    `cosine`: the mean of the passage's own and its best sentence's; `lexical`: as in knowledge/lexicon/bm25.py.
    """

    chunk_id: int
    article_id: int
    article_title: str
    heading: str
    text: str
    language: str
    start_char: int
    end_char: int
    score: float
    cosine: float
    lexical: float


def rank_chunks(
    *,
    vector: Vector,
    model: EmbeddingModel,
    weights: Mapping[str, float],
    most: float,
    limit: int,
    category_ids: Collection[int] | None = None,
    article_ids: Collection[int] | None = None,
    language: str | None = None,
) -> list[Hit]:
    """Return the `limit` best passages, the best first. `vector` is the question's, placed in the model's space."""
    conditions = []
    if category_ids is not None or article_ids is not None:
        shelves = "article.category_id = ANY(%(categories)s::bigint[])"
        conditions.append(f"({shelves} OR article.id = ANY(%(articles)s::bigint[]))")
    if language is not None:
        conditions.append("chunk.language = %(language)s")
    parameters = {
        "vector": str(vector),
        "model": model.pk,
        "mean": model.mean,
        "sigma": model.sigma,
        "terms": list(weights),
        "weights": list(weights.values()),
        "most": most or 1.0,
        "lexical_weight": LEXICAL_WEIGHT,
        "categories": list(category_ids or ()),
        "articles": list(article_ids or ()),
        "language": language,
        "candidates": CANDIDATES,
        "limit": limit,
    }
    with connection.cursor() as cursor:
        cursor.execute(_statement(conditions), parameters)
        return [Hit(*row) for row in cursor.fetchall()]


def _statement(conditions: list[str]) -> str:
    """The ranking, limited to the chunks that satisfy the conditions. `conditions` are constants of this module."""
    # Without a filter no join: over all passages it costs more than the vectors themselves.
    allowed = f"chunk_id IN ({_CHUNKS_WHERE} {' AND '.join(conditions)})" if conditions else "TRUE"
    return f"""
    WITH question AS (
        SELECT %(vector)s::halfvec AS vector
    ), lexical AS MATERIALIZED (
        SELECT posting.chunk_id, sum(posting.impact * asked.weight) / %(most)s AS score
        FROM unnest(%(terms)s::text[], %(weights)s::float8[]) AS asked (term, weight)
        JOIN knowledge_posting posting ON posting.term = asked.term
        WHERE {allowed}
        GROUP BY posting.chunk_id
    ), candidate AS (
        (SELECT chunk_id
         FROM knowledge_chunkembedding embedding, question
         WHERE embedding.model_id = %(model)s AND {allowed}
         ORDER BY embedding.vector <#> question.vector
         LIMIT %(candidates)s)
        UNION
        (SELECT chunk_id FROM lexical ORDER BY score DESC LIMIT %(candidates)s)
    ), meaning AS MATERIALIZED (
        SELECT passage.chunk_id,
               -(passage.vector <#> question.vector) AS of_passage,
               (SELECT max(-(sentence.vector <#> question.vector))
                FROM knowledge_sentenceembedding sentence
                WHERE sentence.chunk_id = passage.chunk_id AND sentence.model_id = %(model)s) AS of_sentence
        FROM candidate JOIN knowledge_chunkembedding passage USING (chunk_id), question
        WHERE passage.model_id = %(model)s
    ), compared AS (
        SELECT chunk_id,
               (of_passage + coalesce(of_sentence, of_passage)) / 2 AS cosine,
               coalesce(lexical.score, 0) AS lexical
        FROM meaning LEFT JOIN lexical USING (chunk_id)
    ), best AS (
        SELECT *, (cosine - %(mean)s) / %(sigma)s + %(lexical_weight)s * lexical AS score
        FROM compared ORDER BY score DESC, chunk_id LIMIT %(limit)s
    )
    SELECT chunk.id, article.id, article.title, chunk.heading, chunk.text, chunk.language,
           chunk.start_char, chunk.end_char, best.score, best.cosine, best.lexical
    FROM best
    JOIN knowledge_chunk chunk ON chunk.id = best.chunk_id
    JOIN knowledge_article article ON article.id = chunk.article_id
    ORDER BY best.score DESC, chunk.id
    """  # noqa: S608  only constants are put together here


_CHUNKS_WHERE = """
    SELECT chunk.id FROM knowledge_chunk chunk JOIN knowledge_article article ON article.id = chunk.article_id WHERE"""
