from datetime import timedelta

from knowledge import services
from knowledge.embeddings import EmbeddingsUnavailable
from knowledge.indexing import article_index
from tenants.jobs import GiveUp, RetryLater, job_handler


@job_handler("knowledge.index", queue="index", lease=timedelta(minutes=10), atomic=False)
def index_article(*, article_id: int, **_later) -> None:
    try:
        article_index(article_id=article_id)
    except EmbeddingsUnavailable as error:
        services.article_indexing_failed(article_id=article_id, reason=error.message)
        if error.retryable:
            raise RetryLater(after=timedelta(seconds=30), reason=error.message) from error
        raise GiveUp(error.message) from error
