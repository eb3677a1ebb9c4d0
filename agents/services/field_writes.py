"""Values from conversations, written into cards: kept with their proof first, then sent, once however often it runs.

Inside a transaction they are kept and owed, never sent: the rows must be there when the process dies.
"""

from datetime import timedelta
from functools import reduce
from operator import or_
from uuid import uuid4

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from agents.extraction.types import masked
from agents.models import FieldWrite
from agents.selectors.field_writes import field_writes_open
from crm_kommo import services as crm
from crm_kommo.card_changes import CardChanges, FieldChange
from crm_kommo.errors import OutcomeUnknown, Refused
from tenants.errors import Conflict
from tenants.jobs import job_put
from tenants.models import User

WRITE_JOB = "agents.field_write"
# Nobody can tell sooner what became of a write whose answer was lost.
LOOK_AFTER = timedelta(minutes=2)


def field_writes_keep(rows: list[FieldWrite]) -> list[str]:
    """Keep what is to be written into one card; the effects to be sent, those of an earlier run among them.

    A value that this message gave to this field already is not written again.
    """
    if not rows:
        return []
    # Never that of an earlier run: Kommo has been told what it holds.
    effect = f"entry:{uuid4().hex}"
    for row in rows:
        row.effect = effect
    FieldWrite.objects.bulk_create(rows, ignore_conflicts=True)
    once = ("conversation_id", "message_id", "entity", "field_key")
    same = reduce(or_, (Q(**{name: getattr(row, name) for name in once}) for row in rows))
    waiting = FieldWrite.objects.unsettled().filter(same).order_by("pk").values_list("effect", flat=True)
    return list(dict.fromkeys(waiting))


def field_writes_send(effect: str) -> None:
    """Write into the card what is not settled. Raises TryLater, and OutcomeUnknown: call again, it is looked up."""
    rows = field_writes_open(effect)
    if not rows:
        return
    try:
        changes = crm.card_fields_set(
            entity=rows[0].entity,
            card_id=rows[0].card_id,
            wanted={row.field_key: row.value for row in rows},
            key=effect,
            seen={row.field_key: row.old for row in rows},
        )
    except OutcomeUnknown:
        FieldWrite.objects.filter(effect=effect, state=FieldWrite.State.PENDING).update(state=FieldWrite.State.UNKNOWN)
        raise
    except Refused as error:
        _refuse(rows, str(error.message))
        return
    for row in rows:
        _settle(row, changes)


def field_writes_owe(effect: str, *, after: timedelta) -> None:
    """Send it again by and by."""
    job_put(WRITE_JOB, key=effect, payload={"effect": effect}, due_at=timezone.now() + after)


def field_writes_abandon(effect: str, *, reason: str) -> None:
    """Nobody will try again. What may have arrived stays unknown."""
    _refuse([row for row in field_writes_open(effect) if row.state == FieldWrite.State.PENDING], reason)


def field_write_undo(*, write: FieldWrite, user: User) -> FieldWrite:
    """Put back what stood in the field before: a write to Kommo of its own.

    Raises Conflict for what was not written, and what crm_kommo's `card_field_restore` raises: ChangedSince when
    something else stands there now.
    """
    if write.state != FieldWrite.State.WRITTEN:
        raise Conflict(_("Only what was written can be taken back."), code="not_written")
    crm.card_field_restore(
        entity=write.entity,
        card_id=write.card_id,
        field=write.field_key,
        old=write.old,
        new=write.new,
        key=f"entry:undo:{write.pk}",
    )
    write.state, write.undone_at = FieldWrite.State.UNDONE, timezone.now()
    write.undone_by_id, write.undone_by_name = user.pk, str(user)[:200]
    write.save(update_fields=["state", "undone_at", "undone_by_id", "undone_by_name", "updated_at"])
    return write


def _settle(row: FieldWrite, changes: CardChanges) -> None:
    if row.field_key in changes.written:
        _confirm(row, changes.written[row.field_key])
    elif row.field_key in changes.problems:
        _refuse([row], changes.problems[row.field_key].message)
    elif row.field_key in changes.conflicts:
        _refuse([row], _("Somebody changed the field meanwhile."))
    else:
        _refuse([row], _("It stands there already."))


def _confirm(row: FieldWrite, change: FieldChange) -> None:
    row.state, row.written_at = FieldWrite.State.WRITTEN, timezone.now()
    row.old, row.new = change.old.raw, change.new.raw
    row.old_text, row.new_text = (
        masked(told, is_sensitive=row.is_sensitive) for told in (change.old.text, change.new.text)
    )
    row.save(update_fields=["state", "written_at", "old", "new", "old_text", "new_text", "updated_at"])


def _refuse(rows: list[FieldWrite], reason: str) -> None:
    ids = [row.pk for row in rows]
    FieldWrite.objects.filter(pk__in=ids).update(state=FieldWrite.State.REFUSED, reason=reason[:500])
