"""The jobs of this app. `kommo.delivery` is automation's: what happens after a hook is not for this app to know."""

from datetime import timedelta

import structlog

from crm_kommo import services
from crm_kommo.checks import abandon_checks, run_checks
from crm_kommo.errors import Refused
from crm_kommo.job_errors import retried_later
from crm_kommo.notices import JOB_KIND as NOTICE_JOB
from crm_kommo.notices import notice_send
from crm_kommo.selectors import connection_current
from crm_kommo.services import subscription_watch, sync_hints, sync_runs, withdrawals
from crm_kommo.services.mirrors import SETTLE_JOB
from crm_kommo.sync import run_sync
from crm_kommo.upkeep import REFRESH_JOB, WATCH_JOB, keep_grant_alive, keep_grant_alive_again
from tenants.jobs import job_handler

log = structlog.get_logger(__name__)


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


def keep_alive_again(*, reason: str, connection_id: int, **_later) -> None:
    keep_grant_alive_again(connection_id=connection_id)


@job_handler(REFRESH_JOB, queue="sync", lease=timedelta(minutes=3), atomic=False, on_dead=keep_alive_again)
def keep_alive(*, connection_id: int, **_later) -> None:
    keep_grant_alive(connection_id=connection_id)


def watch_again(*, reason: str, connection_id: int, **_later) -> None:
    subscription_watch.watch_again(connection_id=connection_id)


@job_handler(WATCH_JOB, queue="sync", lease=timedelta(minutes=5), atomic=False, on_dead=watch_again)
def watch(*, connection_id: int, **_later) -> None:
    subscription_watch.watch_subscription(connection_id=connection_id)


@job_handler(withdrawals.JOB_KIND, queue="sync", lease=timedelta(minutes=3), atomic=False)
def look_at_withdrawal(*, connection_id: int, **_later) -> None:
    services.withdrawal_check(connection_id=connection_id)


@job_handler(NOTICE_JOB, queue="sync", lease=timedelta(minutes=2), atomic=False)
def tell_owners(*, connection_id: int, notice: str, **_later) -> None:
    notice_send(connection_id=connection_id, notice=notice)


@job_handler(SETTLE_JOB, queue="sync", lease=timedelta(minutes=2), atomic=False)
def settle(*, connection_id: int, **_later) -> None:
    try:
        with retried_later():
            services.mirror_settle(connection_id=connection_id)
    except Refused as error:
        # Nobody may read now. The doubts stay on the rows, and end with the first look after the next connect.
        log.warning("kommo_settle_refused", reason=error.code)


def checks_dead(*, reason: str, run_id: int, **_later) -> None:
    abandon_checks(run_id=run_id)


@job_handler("kommo.checks", queue="sync", lease=timedelta(minutes=2), atomic=False, on_dead=checks_dead)
def checks(*, run_id: int, **_later) -> None:
    run_checks(run_id=run_id)
