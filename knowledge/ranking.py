"""The one statement that ranks passages: nearness of meaning and of words, added up.

Candidates are the passages nearest to the question by vector and the best by BM25; over these few the sentences are
compared too. The score is a weighted sum, which on every set measured orders better than rank fusion.
`<#>` is the negative inner product: for unit vectors it orders as the cosine does, and costs less.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection

from knowledge.embeddings import Vector
from knowledge.hits import Hit
from knowledge.models import EmbeddingModel
from knowledge.nearest import Way, nearest_sql, way_open
from knowledge.question import QuestionWeights
from knowledge.scope import Scope

CANDIDATES = 50
# The words of a question weigh this many deviations of an unrelated cosine: the best on every set measured, whatever
# the model, since the deviation is what differs between models.
LEXICAL_WEIGHT = 8


@dataclass(frozen=True)
class Asked:
    """A question in the two forms in which passages are compared with it; None: not by this one.

    `vector` is placed in the space of `model`.
    """

    words: QuestionWeights | None
    model: EmbeddingModel
    vector: Vector | None


def rank_chunks(asked: Asked, *, scope: Scope, limit: int, way: Way) -> list[Hit]:
    """Return the `limit` best passages of the scope, the best first. `way`: how the nearest vectors are looked for."""
    if asked.words is None and asked.vector is None:
        return []
    parameters = {**scope.parameters, **_parameters(asked), "limit": limit, "candidates": CANDIDATES}
    with way_open(way), connection.cursor() as cursor:
        cursor.execute(_statement(asked, scope=scope, way=way), parameters)
        return [Hit(*row[:-2], _words(row[-2], asked.words), row[-1]) for row in cursor.fetchall()]


def _parameters(asked: Asked) -> dict[str, Any]:
    words, model = asked.words, asked.model
    return {
        "terms": list(words.weights) if words else [],
        "weights": list(words.weights.values()) if words else [],
        "most": (words and words.most) or 1.0,
        "telling": words.telling if words else [],
        "lexical_weight": LEXICAL_WEIGHT,
        "vector": None if asked.vector is None else str(asked.vector),
        "model": model.pk,
        "mean": model.mean,
        "sigma": model.sigma,
    }


def _words(terms: list[str] | None, words: QuestionWeights | None) -> list[str]:
    asked: Mapping[str, str] = words.as_asked if words else {}
    return [word for term, word in asked.items() if term in (terms or ())]


def _statement(asked: Asked, *, scope: Scope, way: Way) -> str:
    """Only constants of this module and of those it is put together from are in it; values come as parameters."""
    by_words = _BY_WORDS.format(allowed=scope.allows("posting.chunk_id"))
    candidates = [_BEST_BY_WORDS] if asked.words else []
    if asked.vector is not None:
        candidates.append(nearest_sql(way, scope=scope))
    return f"""
    WITH RECURSIVE {scope.tables}, {_ASKED}, {by_words}, candidate AS (
        {" UNION ".join(f"({part})" for part in candidates)}
    ), {_MEANING if asked.vector is not None else _NO_MEANING}, {_COMPARED}
    SELECT chunk.id, article.id, article.title, article.kind, source.id, coalesce(source.name, ''), article.url,
           chunk.heading, chunk.text, chunk.language, chunk.start_char, chunk.end_char, chunk.place,
           best.score, best.cosine, best.lexical, best.met, {_SENTENCE if asked.vector is not None else "NULL"}
    FROM best
    JOIN knowledge_chunk chunk ON chunk.id = best.chunk_id
    JOIN knowledge_article article ON article.id = chunk.article_id
    LEFT JOIN knowledge_source source ON source.id = article.source_id
    ORDER BY best.score DESC, chunk.id
    """  # noqa: S608


_ASKED = """
    question AS (
        SELECT %(vector)s::halfvec AS vector
    ), asked (term, weight) AS (
        SELECT * FROM unnest(%(terms)s::text[], %(weights)s::float8[])
    )"""

# Only the telling words look for passages: a word that half of the base has finds nothing, and costs most.
_BY_WORDS = """
    lexical AS MATERIALIZED (
        SELECT posting.chunk_id, sum(posting.impact * asked.weight) AS score
        FROM asked JOIN knowledge_posting posting ON posting.term = asked.term
        WHERE asked.term = ANY(%(telling)s::text[]) AND {allowed}
        GROUP BY posting.chunk_id
    )"""

_BEST_BY_WORDS = "SELECT chunk_id FROM lexical ORDER BY score DESC, chunk_id LIMIT %(candidates)s"

_MEANING = """
    meaning AS MATERIALIZED (
        SELECT candidate.chunk_id,
               (SELECT -(passage.vector <#> question.vector)
                FROM knowledge_chunkembedding passage
                WHERE passage.chunk_id = candidate.chunk_id AND passage.model_id = %(model)s) AS of_passage,
               (SELECT max(-(sentence.vector <#> question.vector))
                FROM knowledge_sentenceembedding sentence
                WHERE sentence.chunk_id = candidate.chunk_id AND sentence.model_id = %(model)s) AS of_sentence
        FROM candidate, question
    )"""

_NO_MEANING = """
    meaning AS (
        SELECT chunk_id, NULL::float8 AS of_passage, NULL::float8 AS of_sentence FROM candidate
    )"""

# A passage whose vector is still owed counts as a stranger by its meaning: its words alone can bring it up.
_COMPARED = """
    words AS MATERIALIZED (
        SELECT candidate.chunk_id, sum(posting.impact * asked.weight) / %(most)s AS lexical,
               array_agg(asked.term) AS met
        FROM candidate CROSS JOIN asked
        JOIN knowledge_posting posting ON posting.term = asked.term AND posting.chunk_id = candidate.chunk_id
        GROUP BY candidate.chunk_id
    ), compared AS (
        SELECT chunk_id, (of_passage + coalesce(of_sentence, of_passage)) / 2 AS cosine,
               coalesce(words.lexical, 0) AS lexical, words.met
        FROM meaning LEFT JOIN words USING (chunk_id)
    ), best AS (
        SELECT *, coalesce((cosine - %(mean)s) / %(sigma)s, 0) + %(lexical_weight)s * lexical AS score
        FROM compared ORDER BY score DESC, chunk_id LIMIT %(limit)s
    )"""

_SENTENCE = """
    (SELECT sentence.ordinal
     FROM knowledge_sentenceembedding sentence, question
     WHERE sentence.chunk_id = chunk.id AND sentence.model_id = %(model)s
     ORDER BY sentence.vector <#> question.vector LIMIT 1)"""
