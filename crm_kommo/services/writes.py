"""What we write into Kommo: recorded before it is sent, once for each key, and confirmed afterwards.

Not to be called inside a transaction: the record must be there when the process dies, and when the echo comes.
"""

import hashlib
from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from crm_kommo.calls import client_of
from crm_kommo.client import errors
from crm_kommo.client.http import TOTAL_SECONDS
from crm_kommo.client.kommo import KommoClient
from crm_kommo.client.resources.note_contents import common
from crm_kommo.errors import OutcomeUnknown, Refused, TryLater
from crm_kommo.failures import read_failure, write_failure
from crm_kommo.models import Connection, OutgoingWrite
from crm_kommo.models.failure import Failure
from crm_kommo.services.usable import usable_connection

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


def lead_note_add(*, lead_id: int, text: str, key: str) -> int:
    """Write a note on a lead, once for each key however often this is called; Kommo's id of the note.

    Raises Refused, TryLater (it was not written), OutcomeUnknown (call again with the same key: it is looked up).
    """
    connection = usable_connection()
    kommo = client_of(connection)
    words = f"{text}\n\n{_mark(key)}"
    write, was_tried = write_begin(
        connection=connection, key=key, entity="leads", kommo_id=lead_id, told={"note": words}
    )
    if write.outcome == OutgoingWrite.Outcome.WRITTEN:
        return write.result_id
    note_id = _find_note(kommo, write) if was_tried else None
    if note_id is None:
        try:
            note_id = kommo.notes.add(entity="leads", entity_id=lead_id, content=common(text=words))
        except errors.KommoError as error:
            raise write_failed(write=write, error=error) from error
    write_confirm(write=write, result_id=note_id)
    return note_id


def _mark(key: str) -> str:
    """A few letters that tell this note from one with the same words."""
    return f"[{hashlib.blake2b(key.encode(), digest_size=6).hexdigest()}]"


def _find_note(kommo: KommoClient, write: OutgoingWrite) -> int | None:
    mark = _mark(write.key)
    try:
        notes = kommo.notes.find(entity="leads", entity_id=write.kommo_id, types=["common"])
    except errors.KommoError as error:
        raise read_failure(error) from error
    return next((note.id for note in notes if note.text.rstrip().endswith(mark)), None)
