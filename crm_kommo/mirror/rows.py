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
    row: MirroredEntity, *, is_new: bool, values: dict[str, Any], updated_at: datetime | None, revives: bool = False
) -> Outcome:
    """Put the values on the row, unless they are older than it.

    `revives`: this comes from a restore or a read, so that a deleted row lives again.
    """
    if not is_new and _is_late(row, updated_at=updated_at, revives=revives):
        return Outcome.LATE
    values = ({"is_deleted": False} if revives else {}) | values
    if updated_at:
        values["kommo_updated_at"] = updated_at
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    if changed:
        for name in changed:
            setattr(row, name, values[name])
        row.save(update_fields=[*changed, "mirrored_at"])
    if is_new:
        return Outcome.ADDED
    return Outcome.CHANGED if changed else Outcome.SAME


def _is_late(row: MirroredEntity, *, updated_at: datetime | None, revives: bool) -> bool:
    if row.is_deleted and not revives:
        return True
    return bool(updated_at and row.kommo_updated_at and updated_at < row.kommo_updated_at)
