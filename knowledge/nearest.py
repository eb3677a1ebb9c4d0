"""How the passages nearest by vector are looked for, and which way is taken when.

All vectors compared is exact, and in a base of some thousands as fast as any index. Above that the index of
knowledge/vector_index.py is walked, which loses a little; but a filter that leaves few passages is again better served
by comparing those, and exactly.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum

from django.db import connection, transaction

from knowledge.models import EmbeddingModel
from knowledge.scope import Scope, chunks_allowed_up_to

# So many vectors are compared faster than the index is walked past what the filter leaves out.
EXACT_AT_MOST = 5_000

# Width of the walk: with 200, 98 of 100 of the ten nearest of 100,000 are found. The walk goes on while a filter leaves
# it with too few, past so many vectors at most. Memory: the filter's hash must hold all ids, or each is searched for.
_SETTINGS = {
    "hnsw.ef_search": "200",
    "hnsw.iterative_scan": "relaxed_order",
    "hnsw.max_scan_tuples": "60000",
    "work_mem": "64MB",
    # Once it has counted on a filter, the planner may rather compare all that it leaves and sort them.
    "enable_sort": "off",
}


class How(Enum):
    ALL = "all"
    LISTED = "listed"
    INDEX = "index"


@dataclass(frozen=True)
class Way:
    """ALL vectors compared, those LISTED by the scope, or the INDEX walked, whose vectors have `dimensions`."""

    how: How
    dimensions: int = 0


def way_to(scope: Scope, *, model: EmbeddingModel) -> Way:
    """The way that is best for this scope in this base. Counts what the scope leaves only where it matters."""
    if not model.is_indexed:
        return Way(How.ALL if scope.is_whole else How.LISTED)
    if not scope.is_whole and chunks_allowed_up_to(EXACT_AT_MOST + 1, scope=scope) <= EXACT_AT_MOST:
        return Way(How.LISTED)
    return Way(How.INDEX, model.dimensions)


@contextmanager
def way_open(way: Way) -> Iterator[None]:
    """What the way needs is set for the statements inside, and for no others."""
    if way.how is not How.INDEX:
        yield
        return
    with transaction.atomic(), connection.cursor() as cursor:
        calls = ", ".join("set_config(%s, %s, true)" for _ in _SETTINGS)
        cursor.execute(f"SELECT {calls}", [value for pair in _SETTINGS.items() for value in pair])
        yield


def nearest_sql(way: Way, *, scope: Scope) -> str:
    """The ids of the nearest, with the parameters `vector`, `model` and `candidates`. Constants and a number only."""
    if way.how is How.LISTED:
        return _LISTED
    kind = f"halfvec({way.dimensions})" if way.how is How.INDEX else "halfvec"
    column = f"(embedding.vector::{kind})" if way.how is How.INDEX else "embedding.vector"
    return f"""
        SELECT embedding.chunk_id
        FROM knowledge_chunkembedding embedding
        WHERE embedding.model_id = %(model)s AND {scope.allows("embedding.chunk_id")}
        ORDER BY {column} <#> %(vector)s::{kind}
        LIMIT %(candidates)s"""  # noqa: S608


_LISTED = """
        SELECT embedding.chunk_id
        FROM allowed JOIN knowledge_chunkembedding embedding ON embedding.chunk_id = allowed.id
        WHERE embedding.model_id = %(model)s
        ORDER BY embedding.vector <#> %(vector)s::halfvec
        LIMIT %(candidates)s"""
