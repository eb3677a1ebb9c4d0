from django.utils import timezone

from crm_kommo.calls import client_of
from crm_kommo.client import errors
from crm_kommo.failures import failure_of
from crm_kommo.models import SyncRun
from crm_kommo.subscription import ensure_subscription
from crm_kommo.sync.progress import Progress
from crm_kommo.sync.steps import STEPS


def run_sync(*, run_id: int) -> SyncRun | None:
    """Do one sync run from its beginning; None when it is over already. May be called again after it died half-way.

    A read that Kommo forbids (users, for a grant without an administrator's rights) does not stop the others.
    """
    run = SyncRun.objects.select_related("connection").filter(pk=run_id, state__in=SyncRun.OPEN).first()
    if run is None:
        return None
    run.state, run.started_at = SyncRun.State.RUNNING, timezone.now()
    progress = Progress(run)
    run.save()
    try:
        _run_steps(run, progress)
        run.state = SyncRun.State.DONE
    except errors.KommoError as error:
        run.state = SyncRun.State.FAILED
        run.error, run.error_detail = failure_of(error), error.detail
    run.finished_at = timezone.now()
    run.save()
    return run


def _run_steps(run: SyncRun, progress: Progress) -> None:
    connection, kommo = run.connection, client_of(run.connection)
    if run.what != SyncRun.What.ALL:
        STEPS[run.what](kommo, connection, progress)
        progress.part_ended(run.what)
        return
    ensure_subscription(kommo, connection)
    for what, step in STEPS.items():
        try:
            step(kommo, connection, progress)
        except errors.Forbidden as error:
            progress.part_ended(what, error=failure_of(error))
        else:
            progress.part_ended(what)
