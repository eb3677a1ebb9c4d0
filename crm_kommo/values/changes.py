"""From what is wanted of a card to the single fields that must be written.

Kommo replaces whole fields and takes the last write, so nothing is sent that is there already, and nothing that a
person changed since the card was looked at.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any
from zoneinfo import ZoneInfo

from crm_kommo.values.definitions import Definition
from crm_kommo.values.multitext import Labelled, merged
from crm_kommo.values.problems import ValueProblem
from crm_kommo.values.writing import written

# Field id → its values as read.
Filled = Mapping[int, Sequence[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Changes:
    """`writes` for `custom_fields_values`; ids of fields that somebody changed meanwhile; what could not be written."""

    writes: list[dict[str, Any]] = field(default_factory=list)
    conflicts: list[int] = field(default_factory=list)
    problems: list[ValueProblem] = field(default_factory=list)


def field_changes(
    *,
    wanted: Mapping[int, Any],
    present: Filled,
    definitions: Mapping[int, Definition],
    zone: ZoneInfo,
    seen: Filled | None = None,
) -> Changes:
    """`present` was read just now; `seen` is what the decision was made on. Phones and e-mails are added to.

    Raises KeyError for a field without definition.
    """
    changes = Changes()
    for field_id, value in wanted.items():
        definition, now = definitions[field_id], present.get(field_id, ())
        if seen is not None and not _same(now, seen.get(field_id, ())):
            changes.conflicts.append(field_id)
            continue
        try:
            write = written(definition, _with_present(definition, value, now), zone=zone)
        except ValueProblem as problem:
            changes.problems.append(problem)
            continue
        if not _same(write["values"] or (), now):
            changes.writes.append(write)
    return changes


def _with_present(definition: Definition, wanted: Any, now: Sequence[dict[str, Any]]) -> Any:
    if definition.type != "multitext" or not wanted:
        return wanted
    several = wanted if isinstance(wanted, list | tuple) else [wanted]
    return merged(now, add=[one if isinstance(one, Labelled) else Labelled(str(one)) for one in several])


def _same(wanted: Sequence[dict[str, Any]], now: Sequence[dict[str, Any]]) -> bool:
    """Whether every member that would be sent is there already; a read shape has more members than a written one."""
    if len(wanted) != len(now):
        return False
    return all(any(_holds(there, one) for there in now) for one in wanted)


def _holds(there: dict[str, Any], one: dict[str, Any]) -> bool:
    return all(_plain(there.get(name)) == _plain(value) for name, value in one.items())


def _plain(value: Any) -> Any:
    """Kommo gives numbers as texts: "80" and "80.00" are one value."""
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        try:
            return Decimal(str(value))
        except InvalidOperation:
            return value
    return value
