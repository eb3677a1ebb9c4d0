"""The index on the vectors of a large base, one for each model.

HNSW, over the half-precision numbers as they lie in the table. A small base has none: comparing all of its vectors is
as fast, exact under every filter, and an index would cost each change more than it saves.
"""

from datetime import timedelta

from django.db import connection
from django.utils import timezone

from knowledge import selectors
from knowledge.models import ChunkEmbedding, EmbeddingModel
from tenants.jobs import job_put

REVIEW_JOB = "knowledge.vector_index"
WORTH_FROM = 20_000
# Well below, so that a base that grows and shrinks around the border is not indexed again each time.
_NO_LONGER_WORTH = 0.5
# Articles come in numbers: an index is made when the first of them have gone through.
_SOON = timedelta(minutes=1)
_NEXT_LOOK = timedelta(days=1)
# What pgvector can index of half-precision numbers.
_MOST_DIMENSIONS = 4_000
_MEMORY = "256MB"


def index_review_owe() -> None:
    """After a text was indexed: have an index made if there are now so many passages. Small bases pay one look."""
    live = selectors.model_live()
    if live and not live.is_indexed and selectors.passages_reach(WORTH_FROM):
        job_put(REVIEW_JOB, due_at=timezone.now() + _SOON)


def index_review(*, worth_from: int = WORTH_FROM) -> None:
    """Make or drop each model's index, by how many vectors it has. Outside of a transaction: PostgreSQL demands it."""
    for model in EmbeddingModel.objects.all():
        count = ChunkEmbedding.objects.filter(model=model).count()
        if count >= worth_from and not model.is_indexed and model.dimensions <= _MOST_DIMENSIONS:
            _make(model)
        elif count < worth_from * _NO_LONGER_WORTH and model.is_indexed:
            index_drop(model)
    if EmbeddingModel.objects.filter(is_indexed=True).exists():
        job_put(REVIEW_JOB, due_at=timezone.now() + _NEXT_LOOK)


def index_drop(model: EmbeddingModel) -> None:
    """Nothing happens when it has none."""
    # First nobody counts on it any more.
    EmbeddingModel.objects.filter(pk=model.pk).update(is_indexed=False)
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s)", [index_name(model)])
        if cursor.fetchone()[0]:
            cursor.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {index_name(model)}")


def index_name(model: EmbeddingModel) -> str:
    return f"knowledge_near_{model.pk}"


def _make(model: EmbeddingModel) -> None:
    column = f"(vector::halfvec({model.dimensions:d}))"
    with connection.cursor() as cursor:
        # What an earlier try may have left half-made.
        cursor.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {index_name(model)}")
        try:
            # One process: shared memory, which several need, is small in a container.
            cursor.execute("SET max_parallel_maintenance_workers = 0")
            cursor.execute("SET maintenance_work_mem = %s", [_MEMORY])
            cursor.execute(
                f"CREATE INDEX CONCURRENTLY {index_name(model)} ON knowledge_chunkembedding "
                f"USING hnsw ({column} halfvec_ip_ops) WITH (m = 16, ef_construction = 100) "
                f"WHERE model_id = {model.pk:d}"
            )
        finally:
            cursor.execute("RESET maintenance_work_mem")
            cursor.execute("RESET max_parallel_maintenance_workers")
    EmbeddingModel.objects.filter(pk=model.pk).update(is_indexed=True)
