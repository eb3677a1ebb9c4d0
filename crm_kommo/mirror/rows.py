"""One row of the mirror and what is told about it: put on the row, unless the row knows better."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Any

from crm_kommo.models.mirrored import MirroredEntity


class Outcome(Enum):
    ADDED = "added"
    CHANGED = "changed"
    SAME = "same"
    LATE = "late"


class How(Enum):
    """What kind of word it is that we have of something.

    CHANGE: a hook tells its state. DELETION and RESTORE: a hook tells that it went or came back. MENTION: something
    else names it, which makes it known and fills in what is blank, but is never news. READ: Kommo was asked.
    """

    CHANGE = "change"
    DELETION = "deletion"
    RESTORE = "restore"
    MENTION = "mention"
    READ = "read"


@dataclass(frozen=True, slots=True, kw_only=True)
class Touch:
    """`values` hold only what was told. `untold`: what a hook leaves out when it is empty, and sometimes otherwise.

    `stamps`: what is noted on the row in any case, and is no change of it; once only where `stamps_again` is False.
    """

    model: type[MirroredEntity]
    kommo_id: int
    how: How
    values: dict[str, Any]
    updated_at: datetime | None = None
    untold: tuple[str, ...] = ()
    stamps: dict[str, Any] = field(default_factory=dict)
    stamps_again: bool = True


@dataclass(frozen=True, slots=True)
class Folded:
    """What a touch did to a row. `is_doubtful`: only Kommo can tell what is true now. `changed`: names of values."""

    outcome: Outcome
    is_doubtful: bool = False
    changed: frozenset[str] = frozenset()


def fold(row: MirroredEntity, touch: Touch, *, is_new: bool) -> Folded:
    """Put a touch on a row in memory.

    `updated_at` decides what is newer, but a deletion carries none, some hooks carry none, and it counts in seconds.
    """
    if touch.how is How.MENTION:
        return _fill(row, touch)
    if not is_new and _is_late(row, touch):
        return Folded(Outcome.LATE, is_doubtful=_may_have_come_back(row, touch))
    if touch.how is How.CHANGE and touch.updated_at is None and not is_new:
        return Folded(Outcome.SAME, is_doubtful=True)
    is_doubtful = _is_doubtful(row, touch, is_new=is_new)
    changed = _put(row, _values(touch))
    outcome = Outcome.ADDED if is_new else Outcome.CHANGED if changed else Outcome.SAME
    return Folded(outcome, is_doubtful, changed)


def _fill(row: MirroredEntity, touch: Touch) -> Folded:
    blank = {name: value for name, value in touch.values.items() if getattr(row, name) in (None, "")}
    changed = _put(row, blank)
    return Folded(Outcome.CHANGED if changed else Outcome.SAME, changed=changed)


def _is_late(row: MirroredEntity, touch: Touch) -> bool:
    if row.is_deleted and touch.how is How.CHANGE:
        return True
    return bool(touch.updated_at and row.kommo_updated_at and touch.updated_at < row.kommo_updated_at)


def _may_have_come_back(row: MirroredEntity, touch: Touch) -> bool:
    """Nobody edits what is deleted: an edit newer than all we know may follow a restore that we did not hear of."""
    newest = row.kommo_updated_at
    return bool(row.is_deleted and touch.updated_at and (newest is None or touch.updated_at > newest))


def _is_doubtful(row: MirroredEntity, touch: Touch, *, is_new: bool) -> bool:
    match touch.how:
        case How.DELETION:
            return not is_new and not row.is_deleted  # it may be from before a restore
        case How.RESTORE:
            return row.is_deleted  # it may be from before the latest deletion
        case How.CHANGE if touch.updated_at is None:
            return True  # ids only: the digital pipeline
        case How.CHANGE:
            is_tie = not is_new and touch.updated_at == row.kommo_updated_at
            if is_tie and any(getattr(row, name) != value for name, value in touch.values.items()):
                return True
            return any(getattr(row, name) for name in touch.untold)
    return False


def _values(touch: Touch) -> dict[str, Any]:
    values = dict(touch.values)
    if touch.how is How.DELETION:
        values["is_deleted"] = True
    elif touch.how in (How.RESTORE, How.READ):
        values.setdefault("is_deleted", False)
    if touch.updated_at:
        values["kommo_updated_at"] = touch.updated_at
    return values


def _put(row: MirroredEntity, values: dict[str, Any]) -> frozenset[str]:
    """Set what differs; the names of that."""
    changed = frozenset(name for name, value in values.items() if getattr(row, name) != value)
    for name in changed:
        setattr(row, name, values[name])
    return changed
