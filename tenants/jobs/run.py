"""Doing claimed jobs in a worker, one by one, each in its own transaction."""

import random
import uuid
from contextvars import ContextVar
from datetime import timedelta

import structlog
from django.db import IntegrityError, connection, transaction
from django_tenants.utils import tenant_context

from tenants.jobs.claim import TRAVEL_LEASE
from tenants.jobs.errors import GiveUp, LeaseLost, RetryLater
from tenants.jobs.registry import KINDS, Kind
from tenants.models import Job
from tenants.selectors import tenant_by_id

log = structlog.get_logger(__name__)

BACKOFF_FIRST = timedelta(seconds=5)
BACKOFF_MOST = timedelta(hours=1)

_current: ContextVar[tuple[Job, Kind] | None] = ContextVar("current_job", default=None)


def job_run(*, job_id: int, claim: uuid.UUID) -> None:
    """Do one claimed job. Whoever comes with a claim that is no longer the job's does nothing."""
    job = Job.objects.filter(pk=job_id, claim=claim, state=Job.State.CLAIMED).first()
    if job is None or not _start(job):
        return
    kind = KINDS.get(job.kind)
    if kind is None:  # put by a newer release, or by one that is gone
        _bury(job, f"unknown kind {job.kind}", kind)
        return
    with structlog.contextvars.bound_contextvars(job_id=job.pk, job_kind=job.kind, tenant_id=job.tenant_id):
        if job.attempts > kind.max_attempts:
            _bury(job, job.last_error or "the worker died each time it tried", kind)
            return
        token = _current.set((job, kind))
        try:
            _perform(job, kind)
        except RetryLater as error:
            _put_back(job, after=error.after, reason=str(error), counts=error.counts, kind=kind)
        except GiveUp as error:
            _bury(job, str(error), kind)
        except LeaseLost:
            log.warning("job_lease_lost")
        except Exception as error:  # whatever a handler did not foresee: kept on the row, tried again, then dead
            log.exception("job_failed", attempt=job.attempts)
            after = min(BACKOFF_FIRST * 2 ** (job.attempts - 1), BACKOFF_MOST) * random.uniform(0.8, 1.2)
            _put_back(job, after=after, reason=f"{type(error).__name__}: {error}", counts=True, kind=kind)
        finally:
            _current.reset(token)


def lease_renew() -> None:
    """Called by a handler that takes long: keep the lease. Raises LeaseLost when another worker has the job."""
    current = _current.get()
    if current is None:
        return
    job, kind = current
    if not _extend(job, kind.lease):
        raise LeaseLost


def attempts_left() -> int:
    """How often the job under way may still be tried after this; 0 outside a job."""
    current = _current.get()
    if current is None:
        return 0
    job, kind = current
    return kind.max_attempts - job.attempts


def _start(job: Job) -> bool:
    kind = KINDS.get(job.kind)
    lease = kind.lease if kind else TRAVEL_LEASE
    job.attempts += 1
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE public.tenants_job
            SET state = 'running', attempts = %s, lease_until = statement_timestamp() + %s,
                updated_at = statement_timestamp()
            WHERE id = %s AND claim = %s AND state = 'claimed'
            """,
            [job.attempts, lease, job.pk, job.claim],
        )
        return cursor.rowcount == 1


def _extend(job: Job, lease: timedelta) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE public.tenants_job SET lease_until = statement_timestamp() + %s WHERE id = %s AND claim = %s",
            [lease, job.pk, job.claim],
        )
        return cursor.rowcount == 1


def _perform(job: Job, kind: Kind) -> None:
    if not kind.in_schema:
        kind.run(**job.payload)
        _finish(job)
        return
    with tenant_context(tenant_by_id(job.tenant_id)):
        if kind.atomic:
            with transaction.atomic():
                kind.run(**job.payload)
                _finish(job)
        else:
            kind.run(**job.payload)
            _finish(job)


def _finish(job: Job) -> None:
    deleted, _ = Job.objects.filter(pk=job.pk, claim=job.claim).delete()
    if not deleted:
        raise LeaseLost


def _put_back(job: Job, *, after: timedelta, reason: str, counts: bool, kind: Kind) -> None:
    if counts and job.attempts >= kind.max_attempts:
        _bury(job, reason, kind)
        return
    attempts = job.attempts if counts else job.attempts - 1
    mine = Job.objects.filter(pk=job.pk, claim=job.claim)
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                """
                UPDATE public.tenants_job SET state = 'waiting', claim = NULL, lease_until = NULL,
                    due_at = statement_timestamp() + %s, attempts = %s, last_error = %s,
                    updated_at = statement_timestamp()
                WHERE id = %s AND claim = %s
                """,
                [after, attempts, reason[:2000], job.pk, job.claim],
            )
    except IntegrityError:
        # The same work was asked for again meanwhile and waits in a row of its own: that one does it.
        mine.delete()


def _bury(job: Job, reason: str, kind: Kind | None) -> None:
    log.error("job_dead", reason=reason)
    with tenant_context(tenant_by_id(job.tenant_id)), transaction.atomic():
        dead = Job.objects.filter(pk=job.pk, claim=job.claim).update(
            state=Job.State.DEAD, last_error=reason[:2000], lease_until=None, claim=None
        )
        if dead and kind is not None and kind.on_dead is not None:
            kind.on_dead(reason=reason, **job.payload)
