"""The durable jobs: a row is the job, Redis and Celery only carry it (docs/architecture.md)."""

from tenants.jobs.errors import GiveUp, RetryLater
from tenants.jobs.put import Merge, job_forget, job_put
from tenants.jobs.registry import job_handler
from tenants.jobs.run import attempts_left, lease_renew
from tenants.jobs.wake import wake_clock

__all__ = [
    "GiveUp",
    "Merge",
    "RetryLater",
    "attempts_left",
    "job_forget",
    "job_handler",
    "job_put",
    "lease_renew",
    "wake_clock",
]
