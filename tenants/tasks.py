"""Celery's door: the one task there is, and the jobs of this app."""

import uuid
from datetime import timedelta

from celery import shared_task
from django.db import connection

from tenants import services
from tenants.jobs import job_handler
from tenants.jobs.run import job_run


@shared_task(name="tenants.jobs_run")
def jobs_run(job_ids: list[int], claim: str) -> None:
    """Do the claimed jobs with these ids. Whatever goes wrong is kept on the row, never in Celery."""
    for job_id in job_ids:
        connection.set_schema_to_public()
        job_run(job_id=job_id, claim=uuid.UUID(claim))


@job_handler("tenants.provision", queue="sync", lease=timedelta(minutes=3), atomic=False, in_schema=False)
def provision(*, tenant_id: int, **_later) -> None:
    services.workspace_provision(tenant_id=tenant_id)
