from datetime import timedelta

from django.utils.translation import gettext as _

from knowledge import services
from knowledge.embeddings import EmbeddingsUnavailable
from knowledge.indexing import article_index
from knowledge.services.sources import READ_JOB
from knowledge.sourcing import source_read
from tenants.jobs import GiveUp, RetryLater, job_handler


def indexing_given_up(*, reason: str, article_id: int, **_later) -> None:
    services.article_indexing_failed(article_id=article_id, reason=reason)


@job_handler("knowledge.index", queue="index", lease=timedelta(minutes=10), atomic=False, on_dead=indexing_given_up)
def index_article(*, article_id: int, **_later) -> None:
    try:
        article_index(article_id=article_id)
    except EmbeddingsUnavailable as error:
        services.article_indexing_failed(article_id=article_id, reason=error.message)
        if error.retryable:
            raise RetryLater(after=timedelta(seconds=30), reason=error.message) from error
        raise GiveUp(error.message) from error
    except Exception:  # whatever nobody foresaw: the job is tried again, and meanwhile the page says how it stands
        reason = _("Something unforeseen went wrong while it was indexed.")
        services.article_indexing_failed(article_id=article_id, reason=reason)
        raise


def reading_given_up(*, reason: str, source_id: int, **_later) -> None:
    services.source_failed(source_id=source_id, trouble="unforeseen")


@job_handler(
    READ_JOB, queue="index", lease=timedelta(minutes=5), atomic=False, max_attempts=5, on_dead=reading_given_up
)
def read_source(*, source_id: int, **_later) -> None:
    """Tried again from where it stood when the worker died: vectors that were computed are kept (VectorAhead)."""
    try:
        source_read(source_id=source_id)
    except EmbeddingsUnavailable as error:
        if error.retryable:
            raise RetryLater(after=timedelta(seconds=30), reason=error.message) from error
        services.source_failed(source_id=source_id, trouble="embeddings", facts={"reason": error.message})
