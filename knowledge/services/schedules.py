"""When a source is read again by itself: one durable job of each source, which owes the next."""

from django.db import transaction
from django.utils.timezone import now

from knowledge.models import Source
from knowledge.models.source import HOW_OFTEN
from tenants.jobs import Merge, job_cancel, job_put

SCHEDULE_JOB = "knowledge.read_by_schedule"


@transaction.atomic
def source_schedule(*, source: Source) -> Source:
    """Owe the next reading as the schedule says, counted from now; none when it is off."""
    often = HOW_OFTEN.get(source.schedule)
    source.next_read_at = now() + often if often else None
    source.save(update_fields=["next_read_at"])
    if source.next_read_at is None:
        job_cancel(SCHEDULE_JOB, key=str(source.pk))
    else:
        job_put(
            SCHEDULE_JOB,
            key=str(source.pk),
            payload={"source_id": source.pk},
            due_at=source.next_read_at,
            merge=Merge.REPLACE,
        )
    return source
