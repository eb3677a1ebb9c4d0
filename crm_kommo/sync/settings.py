"""An account's set-up: what a complete list of it says is there, changed or gone."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from crm_kommo.mirror.rows import Outcome
from crm_kommo.sync.progress import Progress

Row = TypeVar("Row", bound=Model)


def match_rows(
    rows: QuerySet[Row],
    *,
    wanted: Iterable[tuple[int, dict[str, Any]]],
    new: Callable[..., Row],
    progress: Progress,
) -> dict[int, Row]:
    """Make `rows` equal to `wanted` (Kommo's id and the values), and return them by Kommo's id.

    What is no longer listed is marked as missing, not deleted: agents' settings may name it.
    """
    known = {row.kommo_id: row for row in rows}
    listed: dict[int, Row] = {}
    for kommo_id, values in wanted:
        values = values | {"is_missing": False}
        row = known.pop(kommo_id, None) or listed.get(kommo_id)
        progress.note(_save(row, values) if row else Outcome.ADDED)
        listed[kommo_id] = row or _create(new, kommo_id, values)
    gone = [row.pk for row in known.values() if not row.is_missing]
    progress.removed(rows.filter(pk__in=gone).update(is_missing=True) if gone else 0)
    return listed


def _create(new: Callable[..., Row], kommo_id: int, values: dict[str, Any]) -> Row:
    row = new(kommo_id=kommo_id, **values)
    row.save(force_insert=True)
    return row


def _save(row: Model, values: dict[str, Any]) -> Outcome:
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    if not changed:
        return Outcome.SAME
    for name in changed:
        setattr(row, name, values[name])
    row.save()
    return Outcome.CHANGED
