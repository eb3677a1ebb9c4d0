"""Errors of the client in words for people, and as the errors that leave this app."""

from datetime import timedelta

from crm_kommo.client import errors
from crm_kommo.errors import OutcomeUnknown, Refused, SendRefused, TryLater
from crm_kommo.models.failure import Failure
from tenants.errors import ApplicationError

UNREACHABLE_PAUSE = timedelta(seconds=30)

# The first class that fits counts, so that the special stand before the general.
FAILURES: tuple[tuple[type[errors.KommoError], Failure], ...] = (
    (errors.Banned, Failure.BLOCKED),
    (errors.RateLimited, Failure.RATE_LIMITED),
    (errors.GrantRefused, Failure.GRANT_REFUSED),
    (errors.Unauthorized, Failure.REVOKED),
    (errors.PaymentRequired, Failure.PAYMENT_REQUIRED),
    (errors.MissingScope, Failure.MISSING_SCOPE),
    (errors.Forbidden, Failure.FORBIDDEN),
    (errors.AccountGone, Failure.ACCOUNT_GONE),
    (errors.NotFound, Failure.NOT_FOUND),
    (errors.Invalid, Failure.INVALID),
    (errors.Refused, Failure.REFUSED),
    (errors.Unreachable, Failure.UNREACHABLE),
    (errors.NoAnswer, Failure.NO_ANSWER),
    (errors.ServerFault, Failure.SERVER_FAULT),
    (errors.UnreadableAnswer, Failure.UNREADABLE),
)


def failure_of(error: errors.KommoError) -> Failure:
    return next(failure for kind, failure in FAILURES if isinstance(error, kind))


def read_failure(error: errors.KommoError) -> ApplicationError:
    """What a failed read means to a caller: TryLater or Refused."""
    failure = failure_of(error)
    if error.retryable:
        return TryLater(str(failure.label), after=_pause(error), code=failure.value)
    return Refused(str(failure.label), code=failure.value, extra={"detail": error.detail})


def write_failure(error: errors.KommoError) -> ApplicationError:
    """What a failed write means to a caller. OutcomeUnknown when Kommo may have done it all the same."""
    if error.handled_unknown:
        failure = failure_of(error)
        return OutcomeUnknown(str(failure.label), code=failure.value, extra={"detail": error.detail})
    return read_failure(error)


def about_messages(failure: ApplicationError) -> ApplicationError:
    """The same, where it is a message that Kommo refused."""
    if isinstance(failure, Refused):
        return SendRefused(failure.message, code=failure.code, extra=failure.extra)
    return failure


def _pause(error: errors.KommoError) -> timedelta:
    seconds = getattr(error, "retry_after", None)
    return timedelta(seconds=seconds) if seconds else UNREACHABLE_PAUSE
