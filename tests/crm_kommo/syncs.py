"""Doing a sync in a test's own process."""

from crm_kommo import services
from crm_kommo.models import SyncRun
from crm_kommo.sync import run_sync


def sync(what: str, **how: object) -> SyncRun:
    """Begin a sync and do it; `how`: what run_sync takes besides."""
    run = services.sync_start(what=what, user=None)
    run_sync(run_id=run.pk, **how)
    run.refresh_from_db()
    return run
