"""The jobs of this app. `kommo.delivery` is automation's: what happens after a hook is not for this app to know."""

from datetime import timedelta

from crm_kommo.selectors import connection_current
from crm_kommo.services import sync_hints, sync_runs
from crm_kommo.sync import run_sync
from tenants.jobs import job_handler


def abandon_syncs(*, reason: str, connection_id: int, **_later) -> None:
    sync_runs.sync_abandon(connection_id=connection_id)


@job_handler(sync_runs.RUN_JOB, queue="sync", lease=timedelta(minutes=2), atomic=False, on_dead=abandon_syncs)
def sync(*, connection_id: int, **_later) -> None:
    """All runs of an account that stand in line, one after the other."""
    while run := sync_runs.sync_next(connection_id=connection_id):
        run_sync(run_id=run.pk)


@job_handler(sync_runs.SCHEDULE_JOB, queue="sync")
def sync_scheduled(*, connection_id: int, **_later) -> None:
    sync_runs.sync_scheduled(connection_id=connection_id)


@job_handler(sync_hints.HINT_JOB, queue="sync")
def sync_hinted(*, what: str, **_later) -> None:
    if connection := connection_current():
        sync_hints.sync_hinted(what=what, connection=connection)
