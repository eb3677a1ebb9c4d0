"""The jobs of this app."""

from datetime import timedelta

from agents.services import field_writes
from crm_kommo.errors import OutcomeUnknown, TryLater
from tenants.jobs import RetryLater, job_handler


def abandon_field_write(*, reason: str, effect: str, **_later) -> None:
    field_writes.field_writes_abandon(effect, reason=reason)


# Two reads and a write.
@job_handler(
    field_writes.WRITE_JOB, queue="outbox", lease=timedelta(seconds=150), atomic=False, on_dead=abandon_field_write
)
def write_fields(*, effect: str, **_later) -> None:
    try:
        field_writes.field_writes_send(effect)
    except TryLater as error:
        raise RetryLater(after=error.after, reason=str(error)) from error
    except OutcomeUnknown as error:
        raise RetryLater(after=field_writes.LOOK_AFTER, reason=str(error)) from error
