"""The one statement that ranks passages: nearness of meaning and of words, added up.

Candidates are the passages nearest to the question by vector and the best by BM25; over these few the sentences are
compared too. The score is `cosine + weight · lexical`, which on every set measured orders better than rank fusion.
`<#>` is the negative inner product: for unit vectors it orders as the cosine does, and costs less.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db import connection

from knowledge.embeddings import Vector

CANDIDATES = 50


@dataclass(frozen=True)
class Ranked:
    """`cosine`: the mean of the passage's own and its best sentence's; `lexical`: as in knowledge/lexicon/bm25.py."""

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
    conditions = []
    if category_ids is not None:
        conditions.append("article.category_id = ANY(%(categories)s::bigint[])")
    if language is not None:
        conditions.append("chunk.language = %(language)s")
    parameters = {
        "vector": str(vector),
        "model": model_id,
        "terms": list(weights),
        "weights": list(weights.values()),
        "most": most or 1.0,
        "lexical_weight": lexical_weight,
        "categories": list(category_ids or ()),
        "language": language,
        "candidates": CANDIDATES,
        "limit": limit,
    }
    with connection.cursor() as cursor:
        cursor.execute(_statement(conditions), parameters)
        return [Ranked(*row) for row in cursor.fetchall()]


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
    ), scored AS (
        SELECT chunk_id,
               (of_passage + coalesce(of_sentence, of_passage)) / 2 AS cosine,
               coalesce(lexical.score, 0) AS lexical
        FROM meaning LEFT JOIN lexical USING (chunk_id)
    ), best AS (
        SELECT * FROM scored ORDER BY cosine + %(lexical_weight)s * lexical DESC, chunk_id LIMIT %(limit)s
    )
    SELECT chunk.id, article.id, article.title, chunk.heading, chunk.text, chunk.language,
           chunk.start_char, chunk.end_char, best.cosine, best.lexical
    FROM best
    JOIN knowledge_chunk chunk ON chunk.id = best.chunk_id
    JOIN knowledge_article article ON article.id = chunk.article_id
    ORDER BY best.cosine + %(lexical_weight)s * best.lexical DESC, chunk.id
    """  # noqa: S608  only constants are put together here


_CHUNKS_WHERE = """
    SELECT chunk.id FROM knowledge_chunk chunk JOIN knowledge_article article ON article.id = chunk.article_id WHERE"""
