"""The access token of a connection, refreshed when it must be, by one process at a time.

Kommo's refresh token works once. Two processes refreshing together would spend it and lose the account, so the row is
locked for the exchange, the waiters find the new pair when the lock comes free, and the pair is committed before it
is used. What is not known to be final keeps the pair; what is final asks for a person and is never tried again.

The lock lasts as long as Kommo takes to answer. So it is one that lets hooks be stored (they refer to the row), those
who need the token wait for it only as long as they have time, and what is merely noted on the row does not wait.
"""

import time
from datetime import timedelta

import structlog
from django.db import OperationalError, transaction
from django.db import connection as database
from django.db.models import QuerySet
from django.utils import timezone
from psycopg.errors import LockNotAvailable

from crm_kommo import oauth
from crm_kommo.client import errors
from crm_kommo.features import feature_note
from crm_kommo.journal import journal_add
from crm_kommo.models import Connection, ConnectionEvent
from crm_kommo.models.failure import Failure

log = structlog.get_logger(__name__)

REFRESH_EARLY = timedelta(minutes=5)
RETRY_AFTER = timedelta(seconds=30)
LOCK_RETRY_SECONDS = 1.0
NOTE_CALL_EVERY = timedelta(seconds=30)
# How long those wait for a token who do not say.
WAIT_SECONDS = 45.0


class ConnectionAccess:
    """The client's `Access` for one connection of the current workspace."""

    def __init__(self, *, connection_id: int) -> None:
        self._connection_id = connection_id

    def token(self, *, within: float = WAIT_SECONDS) -> str:
        connection = Connection.objects.get(pk=self._connection_id)
        return connection.access_token if _is_good(connection) else self._refreshed(refused=None, within=within)

    def renewed(self, *, refused: str, within: float = WAIT_SECONDS) -> str:
        return self._refreshed(refused=refused, within=within)

    @transaction.atomic
    def observe(self, failure: errors.KommoError | None, *, method: str, path: str) -> None:
        connection = unlocked_connection(self._connection_id)
        now = timezone.now()
        feature_note(connection_id=self._connection_id, method=method, path=path, failure=failure)
        kinds = ConnectionEvent.Kind
        if failure is None:
            ended = connection.filter(status=Connection.Status.BLOCKED).update(
                status=Connection.Status.ACTIVE, status_reason="", status_detail=""
            )
            self._journal(ended, kinds.UNBLOCKED)
            connection.exclude(last_call_at__gt=now - NOTE_CALL_EVERY).update(last_call_at=now)
        elif isinstance(failure, errors.Banned):
            began = connection.filter(status=Connection.Status.ACTIVE).update(
                status=Connection.Status.BLOCKED,
                status_reason=Failure.BLOCKED,
                status_detail=failure.detail,
            )
            self._journal(began, kinds.BLOCKED, failure.detail)
        elif isinstance(failure, errors.Unauthorized):
            ended = connection.filter(status__in=[Connection.Status.ACTIVE, Connection.Status.BLOCKED]).update(
                status=Connection.Status.NEEDS_RECONNECT,
                status_reason=Failure.REVOKED,
                status_detail=failure.detail,
            )
            self._journal(ended, kinds.REVOKED, failure.detail)

    def _journal(self, rows: int, kind: ConnectionEvent.Kind, detail: str = "") -> None:
        """Told when the state has really changed."""
        if rows:
            journal_add(connection_id=self._connection_id, kind=kind, detail=detail)

    def _refreshed(self, *, refused: str | None, within: float) -> str:
        deadline = time.monotonic() + within
        # Durable: inside another transaction a rollback would throw away a pair that Kommo has already replaced.
        with transaction.atomic(durable=True):
            connection = locked_connection(self._connection_id, within=within)
            if _is_good(connection, refused=refused):
                return connection.access_token  # another process refreshed while this one waited
            failure = _refresh(connection, within=deadline - time.monotonic())
        if failure and not (failure.retryable and _still_lives(connection, refused=refused)):
            raise failure
        return connection.access_token


def locked_connection(connection_id: int, *, within: float) -> Connection:
    """Raises RateLimited when another process holds the row for so many seconds."""
    with database.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [f"{max(1, int(within * 1000))}ms"])
    try:
        return Connection.objects.select_for_update(no_key=True).get(pk=connection_id)
    except OperationalError as error:
        if not isinstance(error.__cause__, LockNotAvailable):
            raise
        message = "The token is still being renewed."
        raise errors.RateLimited(message, status=None, retry_after=LOCK_RETRY_SECONDS) from error


def unlocked_connection(connection_id: int) -> QuerySet[Connection]:
    """The row, for what is noted on it in passing; nothing while its token is renewed. Needs a transaction."""
    free = Connection.objects.select_for_update(no_key=True, skip_locked=True).filter(pk=connection_id)
    return Connection.objects.filter(pk__in=free.values("pk"))


def keep_grant(connection: Connection, grant: oauth.Grant) -> None:
    """Put a new pair on the row; the caller saves it."""
    connection.access_token = grant.access_token
    connection.refresh_token = grant.refresh_token
    connection.access_expires_at = grant.expires_at
    connection.refresh_issued_at = timezone.now()
    connection.refresh_retry_at = None
    connection.refresh_unknown_at = None
    connection.api_domain = grant.api_domain or connection.api_domain


def _is_good(connection: Connection, *, refused: str | None = None) -> bool:
    return connection.is_usable and _still_lives(connection, refused=refused, ahead=REFRESH_EARLY)


def _still_lives(connection: Connection, *, refused: str | None, ahead: timedelta = timedelta()) -> bool:
    token, expires_at = connection.access_token, connection.access_expires_at
    return bool(token and expires_at) and token != refused and expires_at > timezone.now() + ahead


def _refresh(connection: Connection, *, within: float) -> errors.KommoError | None:
    """Exchange the pair and save what came of it. Returned, not raised, so that the transaction commits."""
    if not connection.is_usable or not connection.refresh_token:
        return errors.GrantRefused("The connection has no grant.")
    now = timezone.now()
    if connection.refresh_retry_at and connection.refresh_retry_at > now:
        wait = (connection.refresh_retry_at - now).total_seconds()
        return errors.RateLimited("The token endpoint is given time.", status=None, retry_after=wait)

    failure: errors.KommoError | None = None
    try:
        keep_grant(connection, _exchange(connection, within=within))
    except (errors.GrantRefused, errors.NotFound) as error:
        connection.status = Connection.Status.NEEDS_RECONNECT
        connection.status_reason = Failure.ANSWER_LOST if connection.refresh_unknown_at else Failure.GRANT_REFUSED
        connection.status_detail = error.detail
        failure = errors.GrantRefused(error.detail, status=error.status)
    except errors.KommoError as error:
        wait = max(RETRY_AFTER.total_seconds(), getattr(error, "retry_after", 0.0))
        connection.refresh_retry_at = timezone.now() + timedelta(seconds=wait)
        if error.handled_unknown:
            connection.refresh_unknown_at = connection.refresh_unknown_at or timezone.now()
        # The call that needed the token was never made, whatever happened here.
        failure = errors.RateLimited(error.detail, status=error.status, retry_after=wait)
    connection.save()
    if failure:
        kind = ConnectionEvent.Kind.REFRESH_FAILED
        journal_add(connection_id=connection.pk, kind=kind, detail=failure.detail)
    log.info("kommo_token_refresh", connection_id=connection.pk, failure=type(failure).__name__ if failure else None)
    return failure


def _exchange(connection: Connection, *, within: float) -> oauth.Grant:
    return oauth.exchange_refresh_token(
        base_url=connection.base_url, refresh_token=connection.refresh_token, within=within
    )
