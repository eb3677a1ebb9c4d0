from knowledge.services.articles import (
    article_create,
    article_delete,
    article_indexing_failed,
    article_publish,
    article_reindex,
    article_unpublish,
    article_update,
)
from knowledge.services.categories import category_create, category_delete, category_rename
from knowledge.services.gaps import gap_dismiss, gap_note, gap_reopen, gap_taught, gaps_recheck, gaps_recheck_owe

__all__ = [
    "article_create",
    "article_delete",
    "article_indexing_failed",
    "article_publish",
    "article_reindex",
    "article_unpublish",
    "article_update",
    "category_create",
    "category_delete",
    "category_rename",
    "gap_dismiss",
    "gap_note",
    "gap_reopen",
    "gap_taught",
    "gaps_recheck",
    "gaps_recheck_owe",
]
