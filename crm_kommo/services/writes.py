"""What we write into Kommo: recorded before it is sent, once for each key, and confirmed afterwards.

Not to be called inside a transaction: the record must be there when the process dies, and when the echo comes.
"""

from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from crm_kommo.client import errors
from crm_kommo.client.http import TOTAL_SECONDS
from crm_kommo.errors import OutcomeUnknown, Refused, TryLater
from crm_kommo.failures import write_failure
from crm_kommo.models import Connection, OutgoingWrite
from crm_kommo.models.failure import Failure

# How long a call may wait before it is sent: the default of client.transport.
DEADLINE_SECONDS = 45.0
# After this, whoever tried before us has come back, and nothing of it can reach Kommo any more.
LONGEST_WRITE = timedelta(seconds=DEADLINE_SECONDS + TOTAL_SECONDS)


def write_begin(
    *, connection: Connection, key: str, entity: str, kommo_id: int, told: dict[str, Any]
) -> tuple[OutgoingWrite, bool]:
    """Record a write before it is sent; the second value: whether an earlier try of it may have reached Kommo.

    `told`: what will be written, by the names of the hook's event (`status_id`), a custom field by its id as a text
    with a list of texts. Raises TryLater while another process tries it. One that is written is returned as it is.
    """
    now = timezone.now()
    write, is_new = OutgoingWrite.objects.get_or_create(
        connection=connection,
        key=key,
        defaults={"entity": entity, "kommo_id": kommo_id, "told": told, "tried_at": now},
    )
    if is_new or write.outcome == OutgoingWrite.Outcome.WRITTEN:
        return write, False
    was_tried = write.tried_at is not None
    free = OutgoingWrite.objects.filter(pk=write.pk).exclude(outcome=OutgoingWrite.Outcome.WRITTEN)
    claimed = free.filter(Q(tried_at=None) | Q(tried_at__lt=now - LONGEST_WRITE)).update(
        tried_at=now, outcome=OutgoingWrite.Outcome.BEGUN
    )
    if not claimed:
        raise TryLater(_("It is being written to Kommo."), after=LONGEST_WRITE, code=Failure.NO_ANSWER)
    write.refresh_from_db()
    return write, was_tried


def write_confirm(*, write: OutgoingWrite, result_id: int | None = None) -> OutgoingWrite:
    """Kommo has it."""
    write.outcome, write.result_id, write.written_at = OutgoingWrite.Outcome.WRITTEN, result_id, timezone.now()
    write.save(update_fields=["outcome", "result_id", "written_at"])
    return write


def write_failed(*, write: OutgoingWrite, error: errors.KommoError) -> Exception:
    """What the failure means to the caller, noted on the write. One whose outcome is unknown is looked up next time."""
    failure = write_failure(error)
    if not isinstance(failure, OutcomeUnknown):
        write.tried_at = None
        write.outcome = OutgoingWrite.Outcome.REFUSED if isinstance(failure, Refused) else write.outcome
        write.save(update_fields=["tried_at", "outcome"])
    return failure
