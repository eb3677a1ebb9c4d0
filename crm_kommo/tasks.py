"""The jobs of this app. `kommo.delivery` is automation's: what happens after a hook is not for this app to know."""

from datetime import timedelta

import structlog

from crm_kommo import services
from crm_kommo.errors import Refused, TryLater
from crm_kommo.services.mirrors import SETTLE_JOB
from crm_kommo.sync import run_sync
from tenants.jobs import RetryLater, job_handler

log = structlog.get_logger(__name__)


@job_handler("kommo.sync", queue="sync", lease=timedelta(minutes=2), atomic=False)
def sync(*, run_id: int, **_later) -> None:
    run_sync(run_id=run_id)


@job_handler(SETTLE_JOB, queue="sync", lease=timedelta(minutes=2), atomic=False)
def settle(*, connection_id: int, **_later) -> None:
    try:
        services.mirror_settle(connection_id=connection_id)
    except TryLater as error:
        raise RetryLater(after=error.after, reason=str(error), counts=False) from error
    except Refused as error:
        # Nobody may read now. The doubts stay on the rows, and end with the first look after the next connect.
        log.warning("kommo_settle_refused", reason=error.code)
