"""The figures of a made base: recall beside comparing all, times, and the plan that was taken."""

import argparse
import time
from collections.abc import Iterable

import numpy as np
from django.db import connection

from benchmarks.own_workspace import workspace_enter
from benchmarks.retrieval.measures import percentile
from benchmarks.scale.base import SHELVES, MadeEmbedder, base_put, word
from benchmarks.scale.made import Asked as MadeQuestion
from benchmarks.scale.made import base_made, questions_made
from knowledge import nearest
from knowledge.models import Category, Chunk, EmbeddingModel
from knowledge.nearest import How, Way, nearest_sql, way_open, way_to
from knowledge.ranking import Asked, rank_chunks
from knowledge.scope import Scope, today
from knowledge.search import search
from knowledge.vector_index import WORTH_FROM, index_review

DEPTH = 10
HEAD = f"{'filter':10}{'passages':>10}{'way':>8}{'recall@10':>11}{'p50 ms':>8}{'p95 ms':>8}"


def run(options: argparse.Namespace) -> None:
    """Make the base, have the product index it, ask with each filter, and print."""
    random = np.random.default_rng(options.seed)
    workspace_enter("scale")
    base = base_made(options.chunks, random=random)
    base_put(base, random=random)
    questions = questions_made(base, options.questions, random=random)
    began = time.monotonic()
    index_review(worth_from=options.index_from or WORTH_FROM)
    if options.exact_at_most is not None:
        nearest.EXACT_AT_MOST = options.exact_at_most
    model = EmbeddingModel.objects.get()
    print(f"{Chunk.objects.count()} passages, index: {_index_told(model, time.monotonic() - began)}")
    print(HEAD)
    for name, shelf in [("none", None), *((name, Category.objects.get(name=name).pk) for name in SHELVES)]:
        scope = Scope(today(), None if shelf is None else [shelf])
        recall = np.mean([_recall(question, scope=scope, model=model) for question in questions])
        seconds = [_seconds(question, shelf=shelf) for question in questions]
        p50, p95 = (percentile(seconds, share) * 1000 for share in (0.5, 0.95))
        way = way_to(scope, model=model)
        print(f"{name:10}{_left(scope):>10}{way.how.value:>8}{recall:>11.3f}{p50:>8.0f}{p95:>8.0f}")
    widest = Scope(today(), [shelf])
    print("\n".join(_plan(questions[0], scope=widest, model=model)))


def _recall(question: MadeQuestion, *, scope: Scope, model: EmbeddingModel) -> float:
    """Which share of what comparing all finds is found on the way that the product takes."""
    asked = Asked(None, model, question.vector.tolist())
    exact = Way(How.ALL if scope.is_whole else How.LISTED)
    wanted = _ids(rank_chunks(asked, scope=scope, limit=DEPTH, way=exact))
    found = _ids(rank_chunks(asked, scope=scope, limit=DEPTH, way=way_to(scope, model=model)))
    return len(wanted & found) / len(wanted) if wanted else 1.0


def _ids(hits: Iterable) -> set[int]:
    return {hit.chunk_id for hit in hits}


def _seconds(question: MadeQuestion, *, shelf: int | None) -> float:
    """A whole search, but for the question's embedding."""
    text = " ".join(map(word, question.words))
    embedder = MadeEmbedder({text: question.vector})
    began = time.perf_counter()
    search(query=text, category_ids=None if shelf is None else [shelf], embedder=embedder)
    return time.perf_counter() - began


def _left(scope: Scope) -> int:
    return nearest.chunks_allowed_up_to(10_000_000, scope=scope) if not scope.is_whole else Chunk.objects.count()


def _index_told(model: EmbeddingModel, seconds: float) -> str:
    if not model.is_indexed:
        return "none, none is worth it"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_size_pretty(pg_relation_size(%s::regclass))", [f"knowledge_near_{model.pk}"])
        return f"{cursor.fetchone()[0]}, made in {seconds:.0f} s"


def _plan(question: MadeQuestion, *, scope: Scope, model: EmbeddingModel) -> list[str]:
    way = way_to(scope, model=model)
    asked = f"WITH RECURSIVE {scope.tables} {nearest_sql(way, scope=scope)}"
    values = {**scope.parameters, "model": model.pk, "vector": str(question.vector.tolist()), "candidates": 50}
    with way_open(way), connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, COSTS OFF, BUFFERS OFF) {asked}", values)
        return [line[:120] for (line,) in cursor.fetchall()]
