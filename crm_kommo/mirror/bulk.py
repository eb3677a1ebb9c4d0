"""Many touches at once: a few statements for each kind of thing, however many things a body tells about."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils import timezone

from crm_kommo.mirror.rows import Folded, Outcome, Touch, fold
from crm_kommo.models import Company, Connection, Contact, Lead, Talk, Task
from crm_kommo.models.mirrored import MirroredEntity

# Rows are locked kind by kind in this order, and by id within a kind, so that two deliveries never wait in a circle.
KINDS: tuple[type[MirroredEntity], ...] = (Lead, Contact, Company, Talk, Task)

Rows = dict[int, MirroredEntity]


@dataclass(frozen=True)
class Applied:
    """`folded` in the order of the touches; `rows` by model and Kommo's id; whether any row is doubted now."""

    folded: list[Folded]
    rows: dict[type[MirroredEntity], Rows]
    has_doubts: bool


def apply_touches(touches: Sequence[Touch], *, connection: Connection) -> Applied:
    """Bring the mirror in line with the touches, in their order. Needs a transaction, whose locks order deliveries."""
    folded: dict[int, Folded] = {}
    rows: dict[type[MirroredEntity], Rows] = {}
    has_doubts = False
    for model in KINDS:
        mine = [(at, touch) for at, touch in enumerate(touches) if touch.model is model]
        if not mine:
            continue
        found, new_ids = _locked(model, {touch.kommo_id for _at, touch in mine}, connection)
        changed: Rows = {}
        stamped: Rows = {}
        for at, touch in mine:
            row = found[touch.kommo_id]
            folded[at] = done = fold(row, touch, is_new=touch.kommo_id in new_ids)
            new_ids.discard(touch.kommo_id)
            if done.is_doubtful:
                row.doubted_at, has_doubts = timezone.now(), True
            if done.is_doubtful or done.outcome in (Outcome.ADDED, Outcome.CHANGED):
                changed[row.kommo_id] = row
            if touch.stamps and (touch.stamps_again or any(getattr(row, name) is None for name in touch.stamps)):
                stamped[row.kommo_id] = row
                for name, value in touch.stamps.items():
                    setattr(row, name, value)
        _write(model, changed.values())
        _stamp(model, [row for id_, row in stamped.items() if id_ not in changed], touches)
        rows[model] = found
    return Applied([folded[at] for at in range(len(touches))], rows, has_doubts)


def _locked(model: type[MirroredEntity], ids: set[int], connection: Connection) -> tuple[Rows, set[int]]:
    """All rows of these ids, locked, the missing ones made; and the ids that were missing."""
    rows = model.objects.select_for_update().filter(connection=connection).order_by("kommo_id")
    found: Rows = {row.kommo_id: row for row in rows.filter(kommo_id__in=ids)}
    missing = ids - set(found)
    if missing:
        blank = [model(connection=connection, kommo_id=kommo_id) for kommo_id in sorted(missing)]
        # Another delivery may be making the same rows: then this waits for it, and finds them.
        model.objects.bulk_create(blank, ignore_conflicts=True)
        found |= {row.kommo_id: row for row in rows.filter(kommo_id__in=missing)}
    return found, missing


def _write(model: type[MirroredEntity], rows: Iterable[MirroredEntity]) -> None:
    """One upsert; a bulk update of so many columns would be a CASE for each row and column."""
    rows = list(rows)
    if rows:
        fixed = {"id", "connection", "kommo_id"}
        names = [column.name for column in model._meta.concrete_fields if column.name not in fixed]
        model.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["connection", "kommo_id"], update_fields=names
        )


def _stamp(model: type[MirroredEntity], rows: list[MirroredEntity], touches: Sequence[Touch]) -> None:
    if rows:
        stamps = next(touch.stamps for touch in touches if touch.model is model and touch.stamps)
        model.objects.filter(pk__in=[row.pk for row in rows]).update(**stamps)
