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
    progress = Progress(run)
    progress.begin()
    try:
        _run_steps(run, progress)
    except errors.KommoError as error:
        progress.end(SyncRun.State.FAILED, error=failure_of(error), error_detail=error.detail)
    else:
        progress.end(SyncRun.State.DONE)
    run.refresh_from_db()
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
