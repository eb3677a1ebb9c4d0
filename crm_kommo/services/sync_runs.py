from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from crm_kommo.models import SyncRun
from crm_kommo.models.failure import Failure
from crm_kommo.services.usable import usable_connection
from tenants.jobs import job_put
from tenants.models import User

# A run saves its progress all the time; one that has not for so long lost its worker for good.
STALE_AFTER = timedelta(minutes=10)


def sync_start(*, what: str, user: User | None) -> SyncRun:
    """Begin a sync, or return the one of its kind that is under way. Raises Refused without a usable connection."""
    connection = usable_connection()
    under_way = connection.sync_runs.filter(what=what, state__in=SyncRun.OPEN)
    under_way.filter(updated_at__lt=timezone.now() - STALE_AFTER).update(
        state=SyncRun.State.FAILED, error=Failure.STOPPED, finished_at=timezone.now()
    )
    try:
        with transaction.atomic():
            run = connection.sync_runs.create(what=what, requested_by_id=user.pk if user else None)
            job_put("kommo.sync", key=str(run.pk), payload={"run_id": run.pk})
    except IntegrityError:
        return under_way.get()  # somebody else began it first
    return run
