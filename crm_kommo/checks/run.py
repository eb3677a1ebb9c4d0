from django.utils import timezone

from crm_kommo.calls import client_of
from crm_kommo.checks.registry import CHECKS
from crm_kommo.models import CheckRun
from tenants.jobs import lease_renew


def run_checks(*, run_id: int) -> None:
    """Make every check, showing each result as it comes. Begun again after a crash, it makes them all again."""
    run = CheckRun.objects.select_related("connection").filter(pk=run_id, state__in=CheckRun.OPEN).first()
    if run is None:
        return
    run.state, run.results = CheckRun.State.RUNNING, []
    run.save(update_fields=["state", "results", "updated_at"])
    kommo = client_of(run.connection)
    for name, check in CHECKS.items():
        lease_renew()
        result = check(kommo, run)
        run.results.append({"check": name, "outcome": result.outcome.value, "code": result.code, "facts": result.facts})
        run.save(update_fields=["results", "updated_at"])
    _end(run, CheckRun.State.DONE)


def abandon_checks(*, run_id: int) -> None:
    """The job is dead: the page must not wait for ever."""
    if run := CheckRun.objects.filter(pk=run_id, state__in=CheckRun.OPEN).first():
        _end(run, CheckRun.State.FAILED)


def _end(run: CheckRun, state: CheckRun.State) -> None:
    run.state, run.finished_at = state, timezone.now()
    run.save(update_fields=["state", "finished_at", "updated_at"])
