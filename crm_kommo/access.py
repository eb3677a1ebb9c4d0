"""The access token of a connection, refreshed when it must be, by one process at a time.

Kommo's refresh token works once. Two processes refreshing together would spend it and lose the account, so the row is
locked for the exchange, the waiters find the new pair when the lock comes free, and the pair is committed before it
is used. What is not known to be final keeps the pair; what is final asks for a person and is never tried again.

The lock lasts as long as Kommo takes to answer. So it is one that lets hooks be stored (they refer to the row), those
who need the token wait for it only as long as they have time, and what is merely noted on the row does not wait.
"""

import time
from datetime import timedelta

from django.db import OperationalError, transaction
from django.db import connection as database
from django.db.models import QuerySet
from django.utils import timezone
from psycopg.errors import LockNotAvailable

from crm_kommo.client import errors
from crm_kommo.features import feature_note
from crm_kommo.journal import journal_add
from crm_kommo.models import Connection, ConnectionEvent
from crm_kommo.models.failure import Failure
from crm_kommo.renewal import locate, renew
from crm_kommo.turned_away import connection_turn_away, reason_of

REFRESH_EARLY = timedelta(minutes=5)
LOCK_RETRY_SECONDS = 1.0
NOTE_CALL_EVERY = timedelta(seconds=30)
# How long those wait for a token who do not say.
WAIT_SECONDS = 45.0


class ConnectionAccess:
    """The client's `Access` for one connection of the current workspace."""

    def __init__(self, *, connection_id: int, base_url: str = "") -> None:
        self._connection_id = connection_id
        self.base_url = base_url

    def token(self, *, within: float = WAIT_SECONDS) -> str:
        connection = Connection.objects.get(pk=self._connection_id)
        self.base_url = self.base_url or connection.base_url
        return connection.access_token if _is_good(connection) else self._refreshed(refused=None, within=within)

    def renewed(self, *, refused: str, within: float = WAIT_SECONDS) -> str:
        return self._refreshed(refused=refused, within=within)

    def located(self, *, within: float = WAIT_SECONDS) -> bool:
        """Raises RateLimited and what else can pass; a refusal means that the account is where it was."""
        before = self.base_url
        with transaction.atomic(durable=True):
            connection = locked_connection(self._connection_id, within=within)
            if connection.base_url == before and connection.is_usable:
                locate(connection, within=within)
        self.base_url = connection.base_url
        return self.base_url != before

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
        elif isinstance(failure, errors.MissingScope):
            connection.filter(missing_scope_at=None).update(missing_scope_at=now)
        elif isinstance(failure, (errors.Unauthorized, errors.AccountGone)):
            kind = Connection.objects.values_list("kind", flat=True).get(pk=self._connection_id)
            connection_turn_away(connection, reason=reason_of(failure, kind=kind), detail=failure.detail)

    def _journal(self, rows: int, kind: ConnectionEvent.Kind, detail: str = "") -> None:
        """Told when the state has really changed."""
        if rows:
            journal_add(connection_id=self._connection_id, kind=kind, detail=detail)

    def _refreshed(self, *, refused: str | None, within: float) -> str:
        deadline = time.monotonic() + within
        # Durable: inside another transaction a rollback would throw away a pair that Kommo has already replaced.
        with transaction.atomic(durable=True):
            connection = locked_connection(self._connection_id, within=within)
            has_moved = bool(self.base_url) and connection.base_url != self.base_url
            if has_moved or _is_good(connection, refused=refused):
                # Another process refreshed while this one waited, or found out that the account lives elsewhere.
                failure = None if connection.is_usable else errors.GrantRefused("The connection has no grant.")
            elif connection.kind == Connection.Kind.LONG_LIVED:
                failure = errors.Unauthorized("The long-lived token was refused.")
            else:
                failure = renew(connection, within=deadline - time.monotonic())
            self.base_url = connection.base_url
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


def _is_good(connection: Connection, *, refused: str | None = None) -> bool:
    return connection.is_usable and _still_lives(connection, refused=refused, ahead=REFRESH_EARLY)


def _still_lives(connection: Connection, *, refused: str | None, ahead: timedelta = timedelta()) -> bool:
    token, expires_at = connection.access_token, connection.access_expires_at
    if not token or token == refused:
        return False
    # When a long-lived token ends is a hint only: Kommo's 401 decides.
    is_long_lived = connection.kind == Connection.Kind.LONG_LIVED
    return is_long_lived or (expires_at is not None and expires_at > timezone.now() + ahead)
