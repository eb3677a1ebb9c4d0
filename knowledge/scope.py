"""Which passages may be found, as parts of a statement.

Never one that is switched off, of a draft, or of a text outside of its days. Of everything else either all: then the
few that are hidden are taken out, which spares a join over the whole base; or what is asked for: then those passages
are listed first.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection
from django.utils import timezone


@dataclass(frozen=True)
class Scope:
    """`categories`, with the shelves that stand in them, and `articles` limit it together to what is in either.

    `language`: of the passages. `day`: on which the texts are to be valid, a day of the workspace's calendar.
    """

    day: date
    categories: Collection[int] | None = None
    articles: Collection[int] | None = None
    language: str | None = None

    @property
    def is_whole(self) -> bool:
        return self.categories is None and self.articles is None and self.language is None

    @property
    def tables(self) -> str:
        """What `allows` refers to: common table expressions, to stand after WITH RECURSIVE."""
        if self.is_whole:
            return _HIDDEN
        if self.categories is None and self.articles is None:
            return _allowed("chunk.language = %(language)s")
        language = "TRUE" if self.language is None else "chunk.language = %(language)s"
        return f"{_CHOSEN}, {_allowed(language, of='JOIN chosen USING (id)')}"

    def allows(self, chunk_id: str) -> str:
        """The condition on a column. IS TRUE keeps it a look into a hash, which leaves the order of an index alone."""
        if self.is_whole:
            return f"{chunk_id} NOT IN (SELECT id FROM hidden)"  # noqa: S608
        return f"({chunk_id} IN (SELECT id FROM allowed)) IS TRUE"  # noqa: S608

    @property
    def parameters(self) -> dict[str, Any]:
        return {
            "day": self.day,
            "categories": list(self.categories or ()),
            "articles": list(self.articles or ()),
            "language": self.language,
        }


def today() -> date:
    """The day it is now where the workspace is."""
    return timezone.now().astimezone(ZoneInfo(connection.tenant.time_zone)).date()


def chunks_allowed_up_to(most: int, *, scope: Scope) -> int:
    """How many passages a limited scope leaves; `most` when they are more."""
    statement = (
        f"WITH RECURSIVE {scope.tables} SELECT count(*) FROM (SELECT FROM allowed LIMIT %(most)s) AS allowed_few"  # noqa: S608
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, {**scope.parameters, "most": most})
        return cursor.fetchone()[0]


# The first condition is that of the partial index, so that articles that are always valid are not looked at.
_HIDDEN = """
    hidden AS MATERIALIZED (
        SELECT id FROM knowledge_chunk WHERE NOT is_on
        UNION ALL
        SELECT chunk.id
        FROM knowledge_article article JOIN knowledge_chunk chunk ON chunk.article_id = article.id
        WHERE (article.status = 'draft' OR article.valid_from IS NOT NULL OR article.valid_until IS NOT NULL)
          AND (article.status = 'draft' OR article.valid_from > %(day)s OR article.valid_until < %(day)s)
    )"""

_CHOSEN = """
    shelf (id) AS (
        SELECT unnest(%(categories)s::bigint[])
        UNION
        SELECT category.id FROM knowledge_category category JOIN shelf ON category.parent_id = shelf.id
    ), chosen AS (
        SELECT id FROM knowledge_article WHERE category_id IN (SELECT id FROM shelf)
        UNION
        SELECT unnest(%(articles)s::bigint[])
    )"""


def _allowed(condition: str, *, of: str = "") -> str:
    """`condition` and `of` are this module's constants."""
    return f"""
    allowed AS MATERIALIZED (
        SELECT chunk.id
        FROM knowledge_article article {of} JOIN knowledge_chunk chunk ON chunk.article_id = article.id
        WHERE chunk.is_on AND article.status = 'published'
          AND (article.valid_from IS NULL OR article.valid_from <= %(day)s)
          AND (article.valid_until IS NULL OR article.valid_until >= %(day)s)
          AND {condition}
    )"""  # noqa: S608
