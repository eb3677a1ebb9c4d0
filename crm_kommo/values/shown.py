"""What was read of a field → what a program compares and what a person reads."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from crm_kommo.values.multitext import Labelled
from crm_kommo.values.reading import Raw
from crm_kommo.values.writing import ADDRESS_PARTS


def plain_value(value: Any) -> Any:
    """As `read_values` gives it, without types of our own: phones are a list of texts, what is unknown is its text."""
    if isinstance(value, Raw):
        return _raw_text(value.values) or None
    if isinstance(value, tuple):
        return [one.value if isinstance(one, Labelled) else one for one in value]
    return value


def text_of(value: Any, *, yes: str, no: str) -> str:
    """A plain value in one line; `yes` and `no` are words of the reader's language."""
    match value:
        case None:
            return ""
        case bool():
            return yes if value else no
        case Decimal():
            return format(value, "f")
        case datetime():
            return value.strftime("%Y-%m-%d %H:%M")
        case date():
            return value.isoformat()
        case dict():
            parts = ADDRESS_PARTS if set(value) <= set(ADDRESS_PARTS) else tuple(value)
            return ", ".join(str(value[part]) for part in parts if value.get(part))
        case list() | tuple():
            return ", ".join(text for one in value if (text := text_of(one, yes=yes, no=no)))
    return str(value)


def _raw_text(values: Sequence[dict[str, Any]]) -> str:
    texts = (value.get("value") for value in values)
    return ", ".join(str(text) for text in texts if isinstance(text, str | int | float))
