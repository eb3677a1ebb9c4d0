"""The jobs of this app."""

from datetime import timedelta

from agents.services import field_writes
from crm_kommo.job_errors import retried_later
from tenants.jobs import job_handler


def abandon_field_write(*, reason: str, effect: str, **_later) -> None:
    field_writes.field_writes_abandon(effect, reason=reason)


# Two reads and a write.
@job_handler(
    field_writes.WRITE_JOB, queue="outbox", lease=timedelta(seconds=150), atomic=False, on_dead=abandon_field_write
)
def write_fields(*, effect: str, **_later) -> None:
    with retried_later(look_after=field_writes.LOOK_AFTER, waiting_counts=True):
        field_writes.field_writes_send(effect)
