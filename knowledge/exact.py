"""An exact answer is said word for word, so it must be the answer to what was asked, not to something near.

A vector alone cannot tell: "how long does delivery take" is nearer to "how much is delivery" than many a rewording is.
So both must hold: a wording it is kept under has the same words of weight as the question, and the same meaning. Of 36
rewordings of 16 questions that finds 28, of 60 near questions none (tests/knowledge/test_exact.py); with the vector
alone, 28 found would be 40 wrong. What is not found so is still found as a passage.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection

from knowledge.embeddings import Vector
from knowledge.lexicon.asking import asks_for
from knowledge.lexicon.terms import terms
from knowledge.models import EmbeddingModel
from knowledge.scope import Scope

# Deviations of an unrelated cosine. The nearest of the near questions that have the same words lie below.
LEAST_NEARNESS = 4.5
_CANDIDATES = 20


@dataclass(frozen=True)
class ExactAnswer:
    """`wording`: the one under which it was found. `nearness`: of its meaning, as in `Hit.score`, without words."""

    article_id: int
    title: str
    text: str
    language: str
    wording: str
    nearness: float


def exact_find(text: str, *, vector: Vector, language: str, model: EmbeddingModel, scope: Scope) -> ExactAnswer | None:
    """The answer, in the language of the question, to this very question. The one of the highest priority."""
    with connection.cursor() as cursor:
        cursor.execute(_statement(scope), _parameters(vector, language, model, scope))
        rows = cursor.fetchall()
    for article_id, title, questions, body, nearness in rows:
        if wording := same_question(text, [title, *questions], language=language):
            return ExactAnswer(article_id, title, body, language, wording, nearness)
    return None


def same_question(text: str, wordings: Iterable[str], *, language: str) -> str | None:
    """The first of the wordings that asks for the same with the same words of weight. Pure."""
    asked = set(terms(text, language=language))
    for wording in wordings:
        if asked and asked == set(terms(wording, language=language)) and asks_for(text) == asks_for(wording):
            return wording
    return None


def _parameters(vector: Vector, language: str, model: EmbeddingModel, scope: Scope) -> dict[str, object]:
    return {
        **scope.parameters,
        "vector": str(vector),
        "spoken": language,
        "model": model.pk,
        "mean": model.mean,
        "sigma": model.sigma,
        "least": LEAST_NEARNESS,
        "candidates": _CANDIDATES,
    }


def _statement(scope: Scope) -> str:
    """Of an answer the vectors of sentences are those of its wordings (knowledge/inputs.py)."""
    return f"""
    WITH RECURSIVE {scope.tables}, near AS (
        SELECT article.id, max((-(wording.vector <#> %(vector)s::halfvec) - %(mean)s) / %(sigma)s) AS nearness
        FROM knowledge_article article
        JOIN knowledge_chunk chunk ON chunk.article_id = article.id
        JOIN knowledge_sentenceembedding wording ON wording.chunk_id = chunk.id AND wording.model_id = %(model)s
        WHERE article.kind = 'answer' AND article.language = %(spoken)s AND {scope.allows("chunk.id")}
        GROUP BY article.id
    )
    SELECT article.id, article.title, article.questions, article.body, near.nearness
    FROM near JOIN knowledge_article article USING (id)
    WHERE near.nearness >= %(least)s
    ORDER BY article.priority DESC, near.nearness DESC
    LIMIT %(candidates)s
    """  # noqa: S608  only constants are put together here
