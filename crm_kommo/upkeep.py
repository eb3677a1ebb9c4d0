"""What is done for a connection all the time it exists, by jobs that put their own next occurrence."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from crm_kommo.access import ConnectionAccess
from crm_kommo.client import errors
from crm_kommo.models import Connection
from crm_kommo.notices import Notice, notice_put
from tenants.jobs import Merge, RetryLater, job_cancel, job_put

REFRESH_JOB = "kommo.refresh"
WATCH_JOB = "kommo.webhook_watch"
RETRY_AFTER = timedelta(hours=1)
TOKEN_NOTICE = timedelta(days=14)


def upkeep_begin(connection: Connection) -> None:
    """With the connection, in its transaction. A second consent puts off what waits."""
    refresh_put(connection)
    watch_put(connection)


def upkeep_end(connection: Connection) -> None:
    for kind in (REFRESH_JOB, WATCH_JOB):
        job_cancel(kind, key=str(connection.pk))


def renewal_due_at(connection: Connection) -> datetime | None:
    """When the grant is renewed at the latest, None for what is not renewed."""
    issued_at = connection.refresh_issued_at
    return issued_at and issued_at + timedelta(days=settings.KOMMO_REFRESH_IDLE_DAYS)


def refresh_put(connection: Connection) -> None:
    """Owe the next look at the grant: when it will have lain idle for long, or its token is about to end."""
    if connection.kind == Connection.Kind.OAUTH:
        due_at = renewal_due_at(connection)
    elif connection.access_expires_at:
        due_at = connection.access_expires_at - TOKEN_NOTICE
    else:
        return
    _put(REFRESH_JOB, connection, due_at=max(due_at, timezone.now()))


def watch_put(connection: Connection, *, after: timedelta | None = None) -> None:
    """Owe the next look at our webhook, after the usual time unless said otherwise."""
    after = after or timedelta(minutes=settings.KOMMO_WEBHOOK_WATCH_MINUTES)
    _put(WATCH_JOB, connection, due_at=timezone.now() + after)


def keep_grant_alive(*, connection_id: int) -> None:
    """Renew a grant that lay idle, or say that a long-lived token ends; then owe the next look.

    Raises RetryLater for as long as Kommo cannot be reached: two months are left for it.
    """
    connection = Connection.objects.filter(pk=connection_id, status__in=Connection.USABLE).first()
    if connection is None:
        return  # the next consent begins anew
    if connection.kind == Connection.Kind.LONG_LIVED:
        notice_put(connection, Notice.TOKEN_ENDS)
        return
    if renewal_due_at(connection) <= timezone.now():
        try:
            ConnectionAccess(connection_id=connection.pk).renewed(refused=connection.access_token)
        except errors.KommoError as error:
            if error.retryable:
                raise RetryLater(after=RETRY_AFTER, reason=type(error).__name__, counts=False) from error
            return  # it needs a person, and its owners are told
        connection.refresh_from_db()
    refresh_put(connection)


def keep_grant_alive_again(*, connection_id: int) -> None:
    """The job was given up, as after workers that died: another begins a day later."""
    connection = Connection.objects.filter(pk=connection_id, status__in=Connection.USABLE).first()
    if connection:
        _put(REFRESH_JOB, connection, due_at=timezone.now() + timedelta(days=1))


def _put(kind: str, connection: Connection, *, due_at: datetime) -> None:
    payload = {"connection_id": connection.pk}
    job_put(kind, key=str(connection.pk), payload=payload, due_at=due_at, merge=Merge.REPLACE)
