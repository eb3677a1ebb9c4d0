"""An exact answer is said word for word, so it must be the answer to what was asked, not to something near.

A vector alone cannot tell: "how long does delivery take" is nearer to "how much is delivery" than many a rewording is.
So both must hold: a wording it is kept under has the same words of weight as the question, and the same meaning. On the
questions of tests/knowledge/test_exact.py that finds three of four rewordings and answers no near question; a bar on
the vector alone that let as many through would answer one in six of the near ones wrongly. What is not found so is
still found as a passage.
"""

from dataclasses import dataclass

from django.db import connection

from knowledge.embeddings import Vector
from knowledge.lexicon.asking import asks_for
from knowledge.lexicon.terms import terms
from knowledge.models import EmbeddingModel
from knowledge.scope import Scope

# Deviations of an unrelated cosine. The nearest of the near questions that have the same words lie below.
LEAST_NEARNESS = 4.5
_CANDIDATES = 50


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
    for article_id, title, questions, body, ordinal, nearness in rows:
        wording = [title, *questions][ordinal]
        if is_same_question(text, wording, language=language):
            return ExactAnswer(article_id, title, body, language, wording, nearness)
    return None


def is_same_question(text: str, wording: str, *, language: str) -> bool:
    """Whether both ask for the same, with the same words of weight. Pure."""
    asked, kept = (set(terms(one, language=language)) for one in (text, wording))
    return bool(asked) and asked == kept and asks_for(text) == asks_for(wording)


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
        SELECT chunk.article_id, wording.ordinal,
               (-(wording.vector <#> %(vector)s::halfvec) - %(mean)s) / %(sigma)s AS nearness
        FROM knowledge_article article
        JOIN knowledge_chunk chunk ON chunk.article_id = article.id
        JOIN knowledge_sentenceembedding wording ON wording.chunk_id = chunk.id AND wording.model_id = %(model)s
        WHERE article.kind = 'answer' AND article.language = %(spoken)s AND {scope.allows("chunk.id")}
    )
    SELECT article.id, article.title, article.questions, article.body, near.ordinal, near.nearness
    FROM near JOIN knowledge_article article ON article.id = near.article_id
    WHERE near.nearness >= %(least)s AND near.ordinal <= cardinality(article.questions)
    ORDER BY article.priority DESC, near.nearness DESC
    LIMIT %(candidates)s
    """  # noqa: S608  only constants are put together here
