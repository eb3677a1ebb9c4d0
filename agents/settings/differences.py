"""What two settings differ in, setting by setting. Pure; what was not said counts as its default."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from agents.settings.conduct import Pause
from agents.settings.document import AgentSettings
from agents.settings.hours import WEEKDAYS
from agents.settings.reach import StageTarget

Path = tuple[str | int, ...]
# Rows that are known by something of their own, wherever they stand in their list.
ROW_KEYS = {"EntryRule": "field_id", "FieldAccess": "field", "Script": "id"}

# Parts that say one thing together.
WHOLE = (Pause, StageTarget)


@dataclass(frozen=True)
class Difference:
    """`path` ends at the setting, rows by their own key: ("data_entry", "lead", "cf_5", "settings", "least").

    None stands for a row that is not there.
    """

    path: Path
    before: Any
    after: Any


def differences(before: AgentSettings, after: AgentSettings) -> list[Difference]:
    """In the order of the settings."""
    return list(_of_parts(before, after, ()))


def _between(before: Any, after: Any, path: Path) -> Iterator[Difference]:
    if before == after:
        return
    if isinstance(before, BaseModel) and type(before) is type(after) and not isinstance(before, WHOLE):
        yield from _of_parts(before, after, path)
    elif isinstance(before, Mapping) and isinstance(after, Mapping):
        for key in _keys(before, after):
            one, two = before.get(key), after.get(key)
            yield from _between(_or_default(one, two), _or_default(two, one), (*path, key))
    elif _row_key(before, after):
        yield from _of_rows(before, after, path)
    elif before != after:
        yield Difference(path, before, after)


def _keys(before: Mapping, after: Mapping) -> list:
    """Days in the order of the week."""
    keys = list(dict.fromkeys([*before, *after]))
    return sorted(keys, key=WEEKDAYS.index) if set(keys) <= set(WEEKDAYS) else keys


def _of_parts(before: BaseModel, after: BaseModel, path: Path) -> Iterator[Difference]:
    for name in type(before).model_fields:
        yield from _between(getattr(before, name), getattr(after, name), (*path, name))


def _of_rows(before: list, after: list, path: Path) -> Iterator[Difference]:
    key = _row_key(before, after)
    rows_before = {getattr(row, key): row for row in before}
    rows_after = {getattr(row, key): row for row in after}
    for name in dict.fromkeys([*rows_before, *rows_after]):
        one, two = rows_before.get(name), rows_after.get(name)
        if one is None or two is None:
            yield Difference((*path, name), one, two)
        else:
            yield from _between(one, two, (*path, name))
    if list(rows_before) != list(rows_after) and rows_before.keys() == rows_after.keys():
        yield Difference((*path, "order"), list(rows_before), list(rows_after))


def _or_default(value: Any, other: Any) -> Any:
    """What stands for an entry that is not there: a list without rows, a part as it is by default, if it has one."""
    if value is not None:
        return value
    if isinstance(other, list):
        return []
    if isinstance(other, BaseModel) and not any(part.is_required() for part in type(other).model_fields.values()):
        return type(other)()
    return None


def _row_key(before: Any, after: Any) -> str:
    if not (isinstance(before, list) and isinstance(after, list)):
        return ""
    return ROW_KEYS.get(type((before or after or [None])[0]).__name__, "")
