"""Kommo's trouble as a job takes it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from crm_kommo.errors import OutcomeUnknown, TryLater
from tenants.jobs import RetryLater

# Long enough for Kommo to have done what it is going to do.
LOOK_AFTER = timedelta(minutes=1)


@contextmanager
def retried_later(*, look_after: timedelta = LOOK_AFTER, waiting_counts: bool = False) -> Iterator[None]:
    """What a job asks of Kommo. Raises RetryLater while it cannot be done, or nobody can tell whether it was.

    `look_after`: when that can be told. `waiting_counts`: that Kommo is away uses up an attempt too.
    """
    try:
        yield
    except TryLater as error:
        raise RetryLater(after=error.after, reason=str(error), counts=waiting_counts) from error
    except OutcomeUnknown as error:
        raise RetryLater(after=look_after, reason=str(error)) from error
