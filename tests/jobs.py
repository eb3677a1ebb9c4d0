"""Doing due jobs in the test's own process and transaction, by the product's own claiming and running."""

from datetime import timedelta

from django.db import connection
from django.utils import timezone

from automation.kinds import REMEMBER_JOB
from crm_kommo.upkeep import REFRESH_JOB, WATCH_JOB
from tenants.jobs.claim import jobs_claim
from tenants.jobs.registry import QUEUES
from tenants.jobs.run import job_run
from tenants.models import Job

SOON = timedelta(hours=2)
# They put their own next occurrence soon, so that hurrying them would never end.
PERIODIC = (REFRESH_JOB, WATCH_JOB)
# It waits until a conversation has been quiet: tests of memory say when that is (tests/memory.py).
QUIET = (REMEMBER_JOB,)


def run_due_jobs(*, even_later: bool = False, most: int = 50, queues: tuple[str, ...] = QUEUES) -> list[str]:
    """Claim and run what is due until nothing is; the kinds in the order they ran.

    `even_later`: do not wait for what is due soon (burst waits, retries); what comes round every few hours
    is left. `queues`: leave the others alone.
    """
    schema = connection.tenant
    ran: list[str] = []
    while len(ran) < most:
        if even_later:
            soon = Job.objects.filter(state=Job.State.WAITING, due_at__lt=timezone.now() + SOON)
            soon.exclude(kind__in=PERIODIC + QUIET).update(due_at="2000-01-01T00:00:00Z")
        claims = [jobs_claim(queue=queue, limit=10) for queue in queues]
        if not any(claimed for _claim, claimed in claims):
            break
        for claim, claimed in claims:
            for job in claimed:
                job_run(job_id=job.job_id, claim=claim)
                connection.set_tenant(schema)
                ran.append(job.kind)
    return ran
