"""The durable jobs: a row is the job, Redis and Celery only carry it (docs/architecture.md)."""

from tenants.jobs.cancel import job_cancel
from tenants.jobs.errors import GiveUp, RetryLater
from tenants.jobs.put import Merge, job_put, owe_params, owe_sql
from tenants.jobs.registry import job_handler
from tenants.jobs.run import attempts_left, lease_renew
from tenants.jobs.wake import wake_clock

__all__ = [
    "GiveUp",
    "Merge",
    "RetryLater",
    "attempts_left",
    "job_cancel",
    "job_handler",
    "job_put",
    "lease_renew",
    "owe_params",
    "owe_sql",
    "wake_clock",
]
