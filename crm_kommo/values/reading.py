"""Values as Kommo gives them → what they mean."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from zoneinfo import ZoneInfo

from crm_kommo.values.moments import day_of
from crm_kommo.values.multitext import labelled


@dataclass(frozen=True, slots=True)
class Raw:
    """Values of a type we do not know, or that are not as their type says: to be shown, not understood."""

    values: tuple[dict[str, Any], ...]


def read_values(kind: str, values: Sequence[dict[str, Any]], *, zone: ZoneInfo) -> Any:
    """None without values; else by type: str, Decimal, bool, date, datetime in `zone`, a tuple of them, dict, or Raw.

    A choice is its text, several are a tuple; phones and e-mails are a tuple of `Labelled`; an address is
    {part: text}; links to lists are a tuple of (list id, element id).
    """
    if not values:
        return None
    reader = READERS.get(kind)
    try:
        return reader(values, zone) if reader else Raw(tuple(values))
    except (KeyError, TypeError, ValueError, InvalidOperation, OverflowError, OSError):
        return Raw(tuple(values))


def _text(values: Sequence[dict[str, Any]], _zone: ZoneInfo) -> str:
    return str(values[0]["value"])


def _number(values: Sequence[dict[str, Any]], _zone: ZoneInfo) -> Decimal:
    return Decimal(str(values[0]["value"]))


def _yes_or_no(values: Sequence[dict[str, Any]], _zone: ZoneInfo) -> bool:
    return values[0]["value"] in (True, 1, "1")


def _several(values: Sequence[dict[str, Any]], _zone: ZoneInfo) -> tuple[str, ...]:
    return tuple(str(value["value"]) for value in values)


def _labelled(values: Sequence[dict[str, Any]], _zone: ZoneInfo) -> tuple[Any, ...]:
    return tuple(labelled(value) for value in values)


def _day(values: Sequence[dict[str, Any]], zone: ZoneInfo) -> Any:
    return day_of(int(values[0]["value"]), zone=zone)


def _moment(values: Sequence[dict[str, Any]], zone: ZoneInfo) -> datetime:
    return datetime.fromtimestamp(int(values[0]["value"]), zone)


def _address(values: Sequence[dict[str, Any]], _zone: ZoneInfo) -> dict[str, str]:
    return {str(value["enum_code"]): str(value["value"]) for value in values}


def _objects(values: Sequence[dict[str, Any]], _zone: ZoneInfo) -> tuple[dict[str, Any], ...]:
    return tuple(dict(value["value"]) for value in values)


def _elements(values: Sequence[dict[str, Any]], _zone: ZoneInfo) -> tuple[tuple[int, int], ...]:
    return tuple((int(value["catalog_id"]), int(value["catalog_element_id"])) for value in values)


Reader = Callable[[Sequence[dict[str, Any]], ZoneInfo], Any]
READERS: dict[str, Reader] = {
    **dict.fromkeys(("text", "textarea", "url", "streetaddress", "tracking_data"), _text),
    **dict.fromkeys(("select", "radiobutton", "category"), _text),
    **dict.fromkeys(("numeric", "monetary", "price"), _number),
    **dict.fromkeys(("date", "birthday"), _day),
    **dict.fromkeys(("legal_entity", "file", "items", "linked_entity", "payer", "supplier"), _objects),
    "checkbox": _yes_or_no,
    "multiselect": _several,
    "multitext": _labelled,
    "date_time": _moment,
    "smart_address": _address,
    "chained_list": _elements,
}
