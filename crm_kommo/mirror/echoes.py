"""Which of the events of a delivery are the echo of what we wrote ourselves.

Kommo does not mark them: our writes carry the user 0 like those of its own robots, or the user who connected us. So an
event is an echo when it tells what a write of ours told, about the same thing, at the time of that write.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from crm_kommo.models import Connection, OutgoingWrite
from crm_kommo.payloads.events import Change, ContactChanged, Event, LeadChanged
from crm_kommo.payloads.notes import NoteAdded
from crm_kommo.payloads.tasks import TaskChanged
from crm_kommo.values.comparing import plain

# Kommo's seconds against ours, and its own follow-up a second or two after the write.
SLACK = timedelta(minutes=2)

# What was made beside a card, which is not told as a change of it.
MADE = {"note", "task"}
# A box that is not ticked may be told as a "0" or not at all.
NOT_TICKED = "0"


def echoes_among(events: Sequence[Event], *, connection: Connection) -> set[int]:
    """The places of the echoes in `events`; one query."""
    subjects = {at: subject for at, event in enumerate(events) if (subject := _subject(event))}
    if not subjects:
        return set()
    writes = OutgoingWrite.objects.filter(
        connection=connection, kommo_id__in={kommo_id for _entity, kommo_id in subjects.values()}
    ).exclude(outcome=OutgoingWrite.Outcome.REFUSED)
    of_subject: dict[tuple[str, int], list[OutgoingWrite]] = {}
    for write in writes:
        of_subject.setdefault((write.entity, write.kommo_id), []).append(write)
    return {
        at
        for at, subject in subjects.items()
        if any(_is_echo(events[at], write) for write in of_subject.get(subject, ()))
    }


def _subject(event: Event) -> tuple[str, int] | None:
    """What a write that an event may echo was written to."""
    match event:
        case LeadChanged():
            return "leads", event.lead_id
        case ContactChanged():
            return "contacts", event.contact_id
        case NoteAdded():
            return event.entity, event.entity_id
        case TaskChanged(kind=Change.ADD) if event.entity_id is not None:
            return event.entity, event.entity_id
    return None


def _is_echo(event: Event, write: OutgoingWrite) -> bool:
    if isinstance(event, NoteAdded):
        is_it = event.note_id is not None and event.note_id == write.result_id
        # The hook may be here before our own commit of the note's id.
        return is_it or ("note" in write.told and event.text == write.told["note"])
    if isinstance(event, TaskChanged):
        return "task" in write.told and event.text == write.told["task"]
    if event.updated_at is None or not write.told or write.told.keys() & MADE:
        return False
    ends = (write.written_at or write.tried_at or write.created_at) + SLACK
    in_time = write.created_at - SLACK <= event.updated_at <= ends
    return in_time and all(_tells(event, name, value) for name, value in write.told.items())


def _tells(event: LeadChanged | ContactChanged, name: str, value: object) -> bool:
    """`name` is a member of the event, or the id of a custom field, whose values are told as a list of texts."""
    if name.isdigit():
        fields = event.custom_fields or ()
        said = [[item.value for item in field.items] for field in fields if field.field_id == int(name)]
        if not said:
            return value in ([], [NOT_TICKED])
        return len(said) == 1 and Counter(map(plain, said[0])) == Counter(map(plain, value))
    said = getattr(event, name, None)
    return said is not None and str(said) == str(value)
