from crm_kommo.access import ConnectionAccess
from crm_kommo.client import errors
from crm_kommo.client.kommo import KommoClient
from crm_kommo.client.limiter import Lane, Limiter, shared_limiter
from crm_kommo.failures import failure_of
from crm_kommo.models import SyncRun
from crm_kommo.models.failure import Failure
from crm_kommo.subscription import ensure_subscription
from crm_kommo.sync.progress import Progress, RunEnded
from crm_kommo.sync.side_by_side import SideBySide
from crm_kommo.sync.steps import STEPS

# Nobody waits for what these began.
UNATTENDED = (SyncRun.Trigger.SCHEDULE, SyncRun.Trigger.HOOK)


def run_sync(*, run_id: int, limiter: Limiter = shared_limiter) -> SyncRun | None:
    """Do one sync run from its beginning; None when it is over already. May be called again after it died half-way.

    What can be read is kept, whatever else cannot. Not to be called inside a transaction.
    """
    run = SyncRun.objects.select_related("connection").filter(pk=run_id, state__in=SyncRun.OPEN).first()
    if run is None:
        return None
    progress = Progress(run)
    if run.connection.is_usable:
        progress.begin()
        _read(run, progress, limiter)
    else:
        failure = Failure(run.connection.status_reason or Failure.NOT_CONNECTED)
        progress.end(SyncRun.State.FAILED, error=failure)
    run.refresh_from_db()
    return run


def _read(run: SyncRun, progress: Progress, limiter: Limiter) -> None:
    everything = run.what == SyncRun.What.ALL
    kinds = list(STEPS) if everything else [run.what]
    lane = Lane.BACKGROUND if run.trigger in UNATTENDED else Lane.LIVE
    reader = SideBySide(run.connection, progress, limiter=limiter, lane=lane)
    try:
        for what in kinds:
            reader.begin(STEPS[what]())
        if everything:
            access = ConnectionAccess(connection_id=run.connection_id)
            own = KommoClient(base_url=run.connection.base_url, access=access, limiter=limiter, lane=lane)
            ensure_subscription(own, run.connection)
        reader.finish()
    except RunEnded:
        return
    finally:
        reader.close()
    for what in kinds:
        error = reader.failures.get(what)
        progress.part_ended(what, error=failure_of(error) if error else None)
    _end(progress, kinds, reader.failures)


def _end(progress: Progress, kinds: list[str], failures: dict[str, errors.KommoError]) -> None:
    """Done when all was read that may be: to list the users takes an administrator's rights, and that is no fault."""
    if len(failures) == len(kinds):
        state, faults = SyncRun.State.FAILED, list(failures.values())
    else:
        faults = [error for error in failures.values() if not isinstance(error, errors.Forbidden)]
        state = SyncRun.State.PARTIAL if faults else SyncRun.State.DONE
    if faults:
        progress.end(state, error=failure_of(faults[0]), error_detail=faults[0].detail)
    else:
        progress.end(state, error="", error_detail="")
