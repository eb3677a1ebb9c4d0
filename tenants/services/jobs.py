from django.db import IntegrityError, transaction
from django.utils import timezone

from tenants.jobs import wake_clock
from tenants.models import Job


def job_retry(*, job: Job) -> bool:
    """Let a dead job be tried again from the beginning. False when the same work waits in a newer row already."""
    try:
        with transaction.atomic():
            revived = Job.objects.filter(pk=job.pk, state=Job.State.DEAD).update(
                state=Job.State.WAITING, due_at=timezone.now(), attempts=0
            )
    except IntegrityError:
        Job.objects.filter(pk=job.pk, state=Job.State.DEAD).delete()
        return False
    wake_clock()
    return bool(revived)
