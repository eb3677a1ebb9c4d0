"""What a hook will say of a field that we write: texts, by which our own echo is known."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from crm_kommo.values.definitions import Definition
from crm_kommo.values.hooked import BIRTHDAY

# Hooks tell their insides in a way that is not read.
NOT_TOLD = ("legal_entity", "file", "items", "linked_entity", "chained_list")


def told_texts(definition: Definition, values: Iterable[dict[str, Any]] | None, *, zone: ZoneInfo) -> list[str] | None:
    """One text for each value as it is written, none for an emptied field; None when hooks do not tell the type."""
    if definition.type in NOT_TOLD:
        return None
    names = {choice.id: choice.value for choice in definition.choices}
    return [_text(definition.type, value, names, zone) for value in values or ()]


def _text(kind: str, value: dict[str, Any], names: dict[int, str], zone: ZoneInfo) -> str:
    told = value.get("value", names.get(value.get("enum_id")))
    if kind == "birthday":
        return datetime.fromtimestamp(told, zone).strftime(BIRTHDAY)
    return str(int(told)) if isinstance(told, bool) else str(told)
