"""An account's set-up: what a complete list of it says is there, changed or gone."""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from crm_kommo.sync.progress import Tally

MAX_NAME = 255
Row = TypeVar("Row", bound=Model)


def match_rows(
    rows: QuerySet[Row],
    *,
    wanted: Iterable[tuple[int, dict[str, Any]]],
    new: Callable[..., Row],
) -> tuple[dict[int, Row], Tally]:
    """Make `rows` equal to `wanted` (Kommo's id and the values), and return them by Kommo's id, with what was done.

    What is no longer listed is marked as missing, not deleted: agents' settings may name it. A statement for each kind
    of change, however many rows there are. Needs a transaction.
    """
    known = {row.kommo_id: row for row in rows}
    listed: dict[int, Row] = {}
    changed: dict[int, set[str]] = {}
    tally: Tally = Counter()
    for kommo_id, values in wanted:
        values = values | {"is_missing": False}
        row = known.pop(kommo_id, None) or listed.get(kommo_id)
        if row is None:
            listed[kommo_id] = new(kommo_id=kommo_id, **values)
            tally["added"] += 1
        else:
            listed[kommo_id] = row
            if names := _put(row, values):
                changed.setdefault(kommo_id, set()).update(names)
        tally["done"] += 1

    new_rows = [row for row in listed.values() if row.pk is None]
    old_rows = [listed[kommo_id] for kommo_id in changed if listed[kommo_id].pk is not None]
    rows.model.objects.bulk_create(new_rows)
    _update(rows.model, old_rows, names=set().union(*changed.values()))
    tally["changed"] = len(old_rows)
    gone = [row.pk for row in known.values() if not row.is_missing]
    tally["removed"] = rows.filter(pk__in=gone).update(is_missing=True) if gone else 0
    return listed, tally


def _put(row: Model, values: dict[str, Any]) -> list[str]:
    """Set what differs; the names of that."""
    names = [name for name, value in values.items() if getattr(row, name) != value]
    for name in names:
        setattr(row, name, values[name])
    return names


def _update(model: type[Row], rows: list[Row], *, names: set[str]) -> None:
    if not rows:
        return
    # bulk_update leaves out what save() would set by itself.
    stamps = [field for field in model._meta.fields if getattr(field, "auto_now", False)]
    for row in rows:
        for field in stamps:
            field.pre_save(row, add=False)
    model.objects.bulk_update(rows, [*names, *(field.name for field in stamps)])
