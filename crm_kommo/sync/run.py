from django.utils import timezone

from crm_kommo.calls import client_of
from crm_kommo.client import errors
from crm_kommo.client.kommo import KommoClient
from crm_kommo.failures import failure_of
from crm_kommo.models import Connection, SyncRun
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
    run.done = run.total = run.added = run.changed = run.removed = 0
    run.save()
    connection = run.connection
    kommo = client_of(connection)
    progress = Progress(run)
    try:
        _run_steps(run, kommo, connection, progress)
        run.state = SyncRun.State.DONE
    except errors.KommoError as error:
        run.state = SyncRun.State.FAILED
        _note_failure(run, error)
    progress.save()
    run.finished_at = timezone.now()
    run.save()
    return run


def _run_steps(run: SyncRun, kommo: KommoClient, connection: Connection, progress: Progress) -> None:
    if run.what != SyncRun.What.ALL:
        STEPS[run.what](kommo, connection, progress)
        return
    ensure_subscription(kommo, connection)
    for step in STEPS.values():
        try:
            step(kommo, connection, progress)
        except errors.Forbidden as error:
            _note_failure(run, error)


def _note_failure(run: SyncRun, error: errors.KommoError) -> None:
    run.error, run.error_detail = failure_of(error), error.detail
