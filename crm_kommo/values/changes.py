"""From what is wanted of a card to the single fields that must be written.

Kommo replaces whole fields and takes the last write, so nothing is sent that is there already, and nothing that a
person changed since the card was looked at.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from crm_kommo.values.comparing import same_values
from crm_kommo.values.definitions import Definition
from crm_kommo.values.multitext import Labelled, Without, has_all, merged
from crm_kommo.values.problems import ValueProblem
from crm_kommo.values.writing import written

# Field id → its values as read.
Values = Sequence[dict[str, Any]]
Filled = Mapping[int, Values]


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
        if _is_conflict(value, now, None if seen is None else seen.get(field_id, ())):
            changes.conflicts.append(field_id)
            continue
        try:
            write = written(definition, _with_present(definition, value, now), zone=zone)
        except ValueProblem as problem:
            changes.problems.append(problem)
            continue
        if not same_values(write["values"] or (), now):
            changes.writes.append(write)
    return changes


def _is_conflict(wanted: Any, now: Values, seen: Values | None) -> bool:
    if isinstance(wanted, Without):  # who adds a phone meanwhile takes nothing from those that are to go
        return not has_all(now, wanted.values)
    return seen is not None and not same_values(now, seen)


def _with_present(definition: Definition, wanted: Any, now: Values) -> Any:
    if isinstance(wanted, Without):
        return merged(now, add=(), remove=wanted.values)
    if definition.type != "multitext" or not wanted:
        return wanted
    several = wanted if isinstance(wanted, list | tuple) else [wanted]
    return merged(now, add=[one if isinstance(one, Labelled) else Labelled(str(one)) for one in several])
