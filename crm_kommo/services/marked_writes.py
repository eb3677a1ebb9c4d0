"""Notes and tasks, made once for each key: their text carries a mark of it, by which they are looked up.

Not to be called inside a transaction: the record must be there when the process dies, and when the echo comes.
"""

import hashlib
from collections.abc import Callable, Iterable
from datetime import datetime

from crm_kommo.calls import client_of
from crm_kommo.client import errors
from crm_kommo.client.kommo import KommoClient
from crm_kommo.client.resources.note_contents import common
from crm_kommo.client.resources.notes import Note
from crm_kommo.client.resources.tasks import Task as ReadTask
from crm_kommo.failures import read_failure
from crm_kommo.models import Field, OutgoingWrite, Task
from crm_kommo.services.usable import usable_connection
from crm_kommo.services.writes import write_begin, write_confirm, write_failed

LEADS = Field.Entity.LEAD.value


def lead_note_add(*, lead_id: int, text: str, key: str) -> int:
    """Write a note on a lead, once for each key however often this is called; Kommo's id of the note.

    Raises Refused, TryLater (it was not written), OutcomeUnknown (call again with the same key: it is looked up).
    """
    return _made_once(
        lead_id=lead_id,
        text=text,
        key=key,
        told_as="note",
        find=lambda kommo: kommo.notes.find(entity=LEADS, entity_id=lead_id, types=["common"]),
        make=lambda kommo, words: kommo.notes.add(entity=LEADS, entity_id=lead_id, content=common(text=words)),
    )


def task_add(*, lead_id: int, text: str, user_id: int | None, due_at: datetime, key: str) -> int:
    """Give somebody a task about a lead, once for each key; Kommo's id of the task.

    Without `user_id` it goes to who connected Kommo. Raises as `lead_note_add`; Refused also for a lead or a user that
    Kommo does not have.
    """
    task_id = _made_once(
        lead_id=lead_id,
        text=text,
        key=key,
        told_as="task",
        find=lambda kommo: kommo.tasks.find(entity=LEADS, entity_ids=[lead_id]),
        make=lambda kommo, words: kommo.tasks.create(
            text=words, complete_till=due_at, entity=LEADS, entity_id=lead_id, responsible_user_id=user_id
        ),
    )
    # Known here before its hook comes, so that nobody adds another one meanwhile.
    told = {"text": text, "entity": LEADS, "entity_id": lead_id, "responsible_user_id": user_id}
    Task.objects.get_or_create(
        connection=usable_connection(), kommo_id=task_id, defaults=told | {"complete_till": due_at}
    )
    return task_id


def _made_once(
    *,
    lead_id: int,
    text: str,
    key: str,
    told_as: str,
    find: Callable[[KommoClient], Iterable[Note | ReadTask]],
    make: Callable[[KommoClient, str], int],
) -> int:
    """`told_as` is the echo's word for it; `find` lists what there is of its kind on the lead."""
    connection = usable_connection()
    kommo = client_of(connection)
    words = f"{text}\n\n{_mark(key)}"
    write, was_tried = write_begin(
        connection=connection, key=key, entity=LEADS, kommo_id=lead_id, told={told_as: words}
    )
    if write.outcome == OutgoingWrite.Outcome.WRITTEN:
        return write.result_id
    made_id = _find(kommo, find, _mark(key)) if was_tried else None
    if made_id is None:
        try:
            made_id = make(kommo, words)
        except errors.KommoError as error:
            raise write_failed(write=write, error=error) from error
    write_confirm(write=write, result_id=made_id)
    return made_id


def _mark(key: str) -> str:
    """A few letters that tell this one from another with the same words."""
    return f"[{hashlib.blake2b(key.encode(), digest_size=6).hexdigest()}]"


def _find(kommo: KommoClient, find: Callable[[KommoClient], Iterable[Note | ReadTask]], mark: str) -> int | None:
    try:
        return next((one.id for one in find(kommo) if one.text.rstrip().endswith(mark)), None)
    except errors.KommoError as error:
        raise read_failure(error) from error
