"""Values as hooks tell them, or as they are written → as they are read.

A mirrored card holds what a hook told or what was read, depending on who spoke last.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from crm_kommo.values.definitions import Definition
from crm_kommo.values.moments import second_of
from crm_kommo.values.writing import ADDRESS_PARTS

BIRTHDAY = "%d.%m.%Y"


def as_read(definition: Definition, values: Sequence[dict[str, Any]], *, zone: ZoneInfo) -> tuple[dict[str, Any], ...]:
    """What is in the read shape already, or in one that nobody knows, stays as it is."""
    return tuple(_value(definition, value, zone) for value in values)


def _value(definition: Definition, value: dict[str, Any], zone: ZoneInfo) -> dict[str, Any]:
    told = value.get("value")
    if told is None and value.get("enum_id") is not None:
        chosen = (choice.value for choice in definition.choices if choice.id == value["enum_id"])
        return {"value": next(chosen, None), **value}
    match definition.type:
        case "birthday" if isinstance(told, str) and "." in told:
            return {**value, "value": _second(told, zone)}
        case "checkbox" if told in ("0", "1"):
            return {**value, "value": told == "1"}
        case "multitext" if not (value.get("enum_code") or value.get("enum")):
            labels = (choice.value for choice in definition.choices if choice.id == value.get("enum_id"))
            return {**value, "enum_code": next(labels, None)}
        case "smart_address" if not value.get("enum_code"):
            parts = dict(enumerate(ADDRESS_PARTS, start=1))
            return {**value, "enum_code": parts.get(value.get("enum_id"))}
    return value


def _second(told: str, zone: ZoneInfo) -> int | str:
    try:
        return second_of(datetime.strptime(told, BIRTHDAY).replace(tzinfo=zone).date(), zone=zone)
    except ValueError:
        return told
