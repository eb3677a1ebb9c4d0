"""Readings of an account's set-up."""

from django.db.models import QuerySet

from crm_kommo.models import SyncRun


def sync_runs(*, what: str) -> QuerySet[SyncRun]:
    """Runs of a kind, newest first; a run of everything is a run of each kind too."""
    return SyncRun.objects.filter(connection__is_current=True, what__in={what, SyncRun.What.ALL})


def sync_runs_all() -> QuerySet[SyncRun]:
    """Every run of the account, newest first."""
    return SyncRun.objects.filter(connection__is_current=True)


def sync_run_last_done(what: str) -> SyncRun | None:
    """The newest run that read this kind, even if it failed at another; of everything, one that ended in part too."""
    runs = sync_runs(what=what)
    if what == SyncRun.What.ALL:
        return runs.filter(state__in=(SyncRun.State.DONE, SyncRun.State.PARTIAL)).first()
    return runs.filter(**{f"parts__{what}__error": ""}).first()


def sync_run(run_id: int) -> SyncRun | None:
    return SyncRun.objects.filter(pk=run_id).first()
