"""Whether values of a field are the same: as they are read, as hooks tell them, and as they are written."""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any


def same_values(one: Sequence[dict[str, Any]], other: Sequence[dict[str, Any]]) -> bool:
    """Whether they hold the same, in any order. The shapes differ in their members, so what both tell is compared."""
    return len(one) == len(other) and all(any(_alike(a, b) for b in other) for a in one)


def holds_values(present: Sequence[dict[str, Any]], wanted: Sequence[dict[str, Any]]) -> bool:
    """Whether everything that is wanted is there, whatever else is; nothing is wanted of an empty one."""
    return all(any(_alike(a, b) for b in present) for a in wanted) if wanted else not present


def plain(value: Any) -> Any:
    """Kommo gives numbers as texts: "80" and "80.00" are one value, as are true and "1"."""
    if isinstance(value, bool):
        return Decimal(value)
    if isinstance(value, str | int | float):
        try:
            amount = Decimal(str(value))
        except InvalidOperation:
            return value
        return amount if amount.is_finite() else value
    return value


def _alike(one: dict[str, Any], other: dict[str, Any]) -> bool:
    told_by_both = [name for name in one if one[name] is not None and other.get(name) is not None]
    return bool(told_by_both) and all(plain(one[name]) == plain(other[name]) for name in told_by_both)
