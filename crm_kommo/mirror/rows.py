"""One row of the mirror: found and locked, compared, saved only when something differs."""

from datetime import datetime
from enum import Enum
from typing import Any, TypeVar

from crm_kommo.models import Connection
from crm_kommo.models.mirrored import MirroredEntity

Row = TypeVar("Row", bound=MirroredEntity)


class Outcome(Enum):
    ADDED = "added"
    CHANGED = "changed"
    SAME = "same"
    LATE = "late"


def locked_row(model: type[Row], *, connection: Connection, kommo_id: int) -> tuple[Row, bool]:
    """The row and whether it is new. Needs a transaction: the lock orders hooks about the same thing."""
    rows = model.objects.select_for_update()
    found = rows.filter(connection=connection, kommo_id=kommo_id).first()
    if found:
        return found, False
    row, is_new = model.objects.get_or_create(connection=connection, kommo_id=kommo_id)
    # Our own new row nobody else can reach before we commit; one that another made meanwhile must be locked.
    return (row, True) if is_new else (rows.get(pk=row.pk), False)


def apply_change(
    row: MirroredEntity,
    *,
    is_new: bool,
    values: dict[str, Any],
    updated_at: datetime | None,
    revives: bool = False,
    stamps: dict[str, Any] | None = None,
) -> Outcome:
    """Put the values on the row, unless they are older than it.

    `revives`: this comes from a restore or a read, so that a deleted row lives again. `stamps`: what is noted on the
    row in any case, and is no change of it.
    """
    is_late = not is_new and _is_late(row, updated_at=updated_at, revives=revives)
    changed = {} if is_late else _changed(row, values, updated_at=updated_at, revives=revives)
    if changed or stamps:
        written = changed | (stamps or {})
        for name, value in written.items():
            setattr(row, name, value)
        row.save(update_fields=[*written, *(["mirrored_at"] if changed else [])])
    if is_late:
        return Outcome.LATE
    if is_new:
        return Outcome.ADDED
    return Outcome.CHANGED if changed else Outcome.SAME


def _changed(
    row: MirroredEntity, values: dict[str, Any], *, updated_at: datetime | None, revives: bool
) -> dict[str, Any]:
    values = ({"is_deleted": False} if revives else {}) | values
    if updated_at:
        values["kommo_updated_at"] = updated_at
    return {name: value for name, value in values.items() if getattr(row, name) != value}


def _is_late(row: MirroredEntity, *, updated_at: datetime | None, revives: bool) -> bool:
    if row.is_deleted and not revives:
        return True
    return bool(updated_at and row.kommo_updated_at and updated_at < row.kommo_updated_at)
