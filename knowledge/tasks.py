from datetime import timedelta

from django.utils.translation import gettext as _

from knowledge import services
from knowledge.embeddings import EmbeddingsUnavailable
from knowledge.indexing import article_index
from knowledge.job_errors import embeddings_awaited
from knowledge.model_change import CHANGE_JOB, FORGET_JOB, model_change, model_forget
from knowledge.services.gaps import RECHECK_JOB
from knowledge.services.schedules import SCHEDULE_JOB
from knowledge.services.sources import READ_JOB
from knowledge.sourcing import source_read
from knowledge.vector_index import REVIEW_JOB, index_review, index_review_owe
from tenants.jobs import GiveUp, RetryLater, job_handler


def indexing_given_up(*, reason: str, article_id: int, **_later) -> None:
    services.article_indexing_failed(article_id=article_id, reason=reason)


@job_handler("knowledge.index", queue="index", lease=timedelta(minutes=10), atomic=False, on_dead=indexing_given_up)
def index_article(*, article_id: int, **_later) -> None:
    try:
        article_index(article_id=article_id)
        index_review_owe()
        services.gaps_recheck_owe()
    except EmbeddingsUnavailable as error:
        services.article_indexing_failed(article_id=article_id, reason=error.message)
        if error.retryable:
            raise RetryLater(after=timedelta(seconds=30), reason=error.message) from error
        raise GiveUp(error.message) from error
    except Exception:  # whatever nobody foresaw: the job is tried again, and meanwhile the page says how it stands
        reason = _("Something unforeseen went wrong while it was indexed.")
        services.article_indexing_failed(article_id=article_id, reason=reason)
        raise


@job_handler(RECHECK_JOB, queue="index", lease=timedelta(minutes=2), atomic=False)
def recheck_gaps(**_later) -> None:
    with embeddings_awaited():
        services.gaps_recheck()


def reading_given_up(*, reason: str, source_id: int, **_later) -> None:
    services.source_given_up(source_id=source_id)


@job_handler(READ_JOB, queue="index", lease=timedelta(minutes=5), atomic=False, on_dead=reading_given_up)
def read_source(*, source_id: int, **_later) -> None:
    """Whatever ends it, the next try embeds only what the last one did not come to."""
    try:
        source_read(source_id=source_id)
        index_review_owe()
        services.gaps_recheck_owe()
    except EmbeddingsUnavailable as error:
        if not error.retryable:
            services.source_failed(source_id=source_id, trouble="embeddings_refused", facts={"reason": error.message})
            return
        services.source_waits(source_id=source_id, trouble="embeddings", facts={"reason": error.message})
        raise RetryLater(after=timedelta(seconds=30), reason=error.message) from error


@job_handler(SCHEDULE_JOB, queue="index")
def read_by_schedule(*, source_id: int, **_later) -> None:
    services.source_read_by_schedule(source_id=source_id)


# Making an index on millions of numbers is one statement, which cannot renew its lease.
@job_handler(REVIEW_JOB, queue="index", lease=timedelta(hours=1), atomic=False)
def review_vector_index(**_later) -> None:
    index_review()


# As long: the new model may need its index.
@job_handler(CHANGE_JOB, queue="index", lease=timedelta(hours=1), atomic=False)
def change_model(**_later) -> None:
    try:
        is_done = model_change()
    except EmbeddingsUnavailable as error:
        # It is the model that was asked for: however long it is away, nothing is lost by asking again.
        raise RetryLater(after=timedelta(minutes=1), reason=error.message, counts=False) from error
    if not is_done:
        raise RetryLater(after=timedelta(seconds=1), reason="texts came in meanwhile", counts=False)


@job_handler(FORGET_JOB, queue="index", lease=timedelta(minutes=10), atomic=False)
def forget_model(*, model_id: int, **_later) -> None:
    model_forget(model_id=model_id)
