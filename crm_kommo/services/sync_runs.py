from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from crm_kommo.models import Connection, SyncRun
from crm_kommo.models.failure import Failure
from crm_kommo.selectors import connection_current
from crm_kommo.services.usable import usable_connection
from tenants.jobs import Merge, job_cancel, job_put
from tenants.models import User

RUN_JOB = "kommo.sync"
SCHEDULE_JOB = "kommo.sync_schedule"
# A run saves its progress all the time; one that has not for so long lost its worker for good.
STALE_AFTER = timedelta(minutes=10)


def sync_start(*, what: str, user: User | None, trigger: str = SyncRun.Trigger.BUTTON) -> SyncRun:
    """Begin a sync, or return the one of its kind that is under way. Raises Refused without a usable connection.

    Runs of one account stand in line. One of everything puts off the next scheduled one.
    """
    connection = usable_connection()
    if what == SyncRun.What.ALL:
        _schedule(connection)
    under_way = connection.sync_runs.filter(what=what, state__in=SyncRun.OPEN)
    under_way.filter(updated_at__lt=timezone.now() - STALE_AFTER).update(
        state=SyncRun.State.FAILED, error=Failure.STOPPED, finished_at=timezone.now()
    )
    try:
        with transaction.atomic():
            run = connection.sync_runs.create(what=what, trigger=trigger, requested_by_id=user.pk if user else None)
            # One key for the account: while its job runs, the next one waits.
            job_put(RUN_JOB, key=str(connection.pk), payload={"connection_id": connection.pk})
    except IntegrityError:
        return under_way.get()  # somebody else began it first
    return run


def sync_cancel(*, run: SyncRun) -> SyncRun:
    """End a run that is queued or under way: what it has read stays. One that is over stays as it is."""
    now = timezone.now()
    SyncRun.objects.filter(pk=run.pk, state__in=SyncRun.OPEN).update(
        state=SyncRun.State.CANCELLED, finished_at=now, updated_at=now
    )
    run.refresh_from_db()
    return run


def sync_next(*, connection_id: int) -> SyncRun | None:
    """The run of an account that is to be done now, the oldest one; None when none is."""
    return SyncRun.objects.filter(connection_id=connection_id, state__in=SyncRun.OPEN).order_by("pk").first()


def sync_abandon(*, connection_id: int) -> None:
    """The job that does the runs of an account is given up: they are over, and can be begun anew."""
    SyncRun.objects.filter(connection_id=connection_id, state__in=SyncRun.OPEN).update(
        state=SyncRun.State.FAILED, error=Failure.STOPPED, finished_at=timezone.now(), updated_at=timezone.now()
    )


def sync_scheduled(*, connection_id: int) -> None:
    """Begin the scheduled sync and owe the next one, in the caller's transaction.

    Without a usable connection the schedule ends: connecting begins it anew.
    """
    connection = connection_current()
    if connection and connection.pk == connection_id and connection.is_usable:
        sync_start(what=SyncRun.What.ALL, user=None, trigger=SyncRun.Trigger.SCHEDULE)


def syncs_end(*, connection: Connection) -> None:
    """The account is let go, in the caller's transaction: its runs are over, and none is owed any more."""
    now = timezone.now()
    connection.sync_runs.filter(state__in=SyncRun.OPEN).update(
        state=SyncRun.State.FAILED, error=Failure.NOT_CONNECTED, finished_at=now, updated_at=now
    )
    job_cancel(RUN_JOB, key=str(connection.pk))
    job_cancel(SCHEDULE_JOB, key=str(connection.pk))


def _schedule(connection: Connection) -> None:
    due_at = timezone.now() + timedelta(hours=settings.KOMMO_SYNC_HOURS)
    payload = {"connection_id": connection.pk}
    job_put(SCHEDULE_JOB, key=str(connection.pk), payload=payload, due_at=due_at, merge=Merge.REPLACE)
