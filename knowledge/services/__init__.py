from knowledge.services.answers import answers_check, answers_create
from knowledge.services.article_edits import article_discard, article_edit
from knowledge.services.articles import (
    article_create,
    article_delete,
    article_indexing_failed,
    article_publish,
    article_reindex,
    article_unpublish,
    article_update,
)
from knowledge.services.bulk import articles_delete, articles_move, articles_publish, articles_unpublish
from knowledge.services.categories import category_create, category_delete, category_update
from knowledge.services.gaps import gap_dismiss, gap_note, gap_reopen, gap_taught, gaps_recheck, gaps_recheck_owe
from knowledge.services.passages import passage_switch
from knowledge.services.sources import (
    source_cancel,
    source_delete,
    source_ended,
    source_failed,
    source_file_add,
    source_given_up,
    source_progress,
    source_read_again,
    source_update,
    source_waits,
)
from knowledge.services.web_sources import source_read_by_schedule, source_web_add

__all__ = [
    "answers_check",
    "answers_create",
    "article_create",
    "article_delete",
    "article_discard",
    "article_edit",
    "article_indexing_failed",
    "article_publish",
    "article_reindex",
    "article_unpublish",
    "article_update",
    "articles_delete",
    "articles_move",
    "articles_publish",
    "articles_unpublish",
    "category_create",
    "category_delete",
    "category_update",
    "passage_switch",
    "gap_dismiss",
    "gap_note",
    "gap_reopen",
    "gap_taught",
    "gaps_recheck",
    "gaps_recheck_owe",
    "source_cancel",
    "source_delete",
    "source_ended",
    "source_failed",
    "source_file_add",
    "source_given_up",
    "source_progress",
    "source_read_again",
    "source_update",
    "source_read_by_schedule",
    "source_waits",
    "source_web_add",
]
