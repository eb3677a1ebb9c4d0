from django.db import IntegrityError, transaction

from crm_kommo.models import CheckRun, Connection
from tenants.jobs import job_put
from tenants.models import User


def checks_start(*, connection: Connection, user: User, lead_id: int | None) -> CheckRun:
    """Begin to examine the connection, or return the examination that is under way.

    `lead_id`: on which a test note may be written, which stays there; None writes none.
    """
    try:
        with transaction.atomic():
            run = connection.check_runs.create(requested_by_id=user.pk, lead_id=lead_id)
            job_put("kommo.checks", key=str(run.pk), payload={"run_id": run.pk})
    except IntegrityError:
        return connection.check_runs.get(state__in=CheckRun.OPEN)
    return run
