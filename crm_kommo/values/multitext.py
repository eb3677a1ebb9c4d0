"""Phones and e-mails: a write replaces all of them, so what is there is kept unless it is to go."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Labelled:
    """`label` is the enum's code, the same in every account: WORK, WORKDD, MOB, FAX, HOME, OTHER; WORK, PRIV, OTHER."""

    value: str
    label: str = "WORK"


@dataclass(frozen=True, slots=True)
class Without:
    """Wanted of a field: that these are gone, and the others stay."""

    values: tuple[str, ...]


def has_all(present: Iterable[dict[str, Any]], values: Iterable[str]) -> bool:
    """Whether each of these is there, in whatever spelling."""
    known = {same(str(value.get("value", ""))) for value in present}
    return all(same(value) in known for value in values)


def merged(present: Iterable[dict[str, Any]], *, add: Sequence[Labelled], remove: Sequence[str] = ()) -> list[Labelled]:
    """The values as read, without `remove`, and those of `add` that are not there yet."""
    unwanted = {same(value) for value in remove}
    kept = [labelled(value) for value in present if same(str(value.get("value", ""))) not in unwanted]
    known = {same(value.value) for value in kept}
    for value in add:
        if same(value.value) not in known:
            kept.append(value)
            known.add(same(value.value))
    return kept


def labelled(value: dict[str, Any]) -> Labelled:
    """Read shape → value. Older samples call the code `enum`."""
    return Labelled(value=str(value.get("value", "")), label=str(value.get("enum_code") or value.get("enum") or "WORK"))


def same(value: str) -> str:
    """What two spellings of one phone or address have in common."""
    if "@" in value:
        return value.strip().casefold()
    digits = "".join(filter(str.isdecimal, value))
    return digits or value.strip().casefold()
