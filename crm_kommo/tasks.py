"""The jobs of this app. `kommo.delivery` is automation's: what happens after a hook is not for this app to know."""

from datetime import timedelta

from crm_kommo.checks import abandon_checks, run_checks
from crm_kommo.sync import run_sync
from tenants.jobs import job_handler


@job_handler("kommo.sync", queue="sync", lease=timedelta(minutes=2), atomic=False)
def sync(*, run_id: int, **_later) -> None:
    run_sync(run_id=run_id)


def checks_dead(*, reason: str, run_id: int, **_later) -> None:
    abandon_checks(run_id=run_id)


@job_handler("kommo.checks", queue="sync", lease=timedelta(minutes=2), atomic=False, on_dead=checks_dead)
def checks(*, run_id: int, **_later) -> None:
    run_checks(run_id=run_id)
