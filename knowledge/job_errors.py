"""What a job makes of a model that gives no vectors."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from knowledge.embeddings import EmbeddingsUnavailable
from tenants.jobs import GiveUp, RetryLater

ASK_AGAIN = timedelta(seconds=30)


@contextmanager
def embeddings_awaited() -> Iterator[None]:
    """Try again later while the model is away; give up where that cannot help."""
    try:
        yield
    except EmbeddingsUnavailable as error:
        if error.retryable:
            raise RetryLater(after=ASK_AGAIN, reason=error.message) from error
        raise GiveUp(error.message) from error
