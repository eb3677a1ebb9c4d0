"""Standard fields of a card: from what is wanted to what must be sent."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from crm_kommo.client.cards import Card
from crm_kommo.field_catalogue import CatalogueField
from crm_kommo.values.definitions import Definition
from crm_kommo.values.prices import written_price
from crm_kommo.values.problems import ValueProblem, WrongKind
from crm_kommo.values.texts import SHORT, cut


@dataclass(frozen=True, slots=True)
class StandardChanges:
    """`members` for the draft, by key; keys that somebody changed meanwhile; key → what could not be written."""

    members: dict[str, Any] = field(default_factory=dict)
    conflicts: list[str] = field(default_factory=list)
    problems: dict[str, ValueProblem] = field(default_factory=dict)


def standard_changes(
    *,
    card: Card,
    wanted: Mapping[str, Any],
    catalogue: Mapping[str, CatalogueField],
    seen: Mapping[str, Any] | None,
) -> StandardChanges:
    """`seen`: key → raw value, as in a CardView, on which the decision was made."""
    changes = StandardChanges()
    for key, value in wanted.items():
        try:
            new = READERS[key](catalogue[key].definition, value, card)
        except ValueProblem as problem:
            changes.problems[key] = problem
            continue
        now = getattr(card, key)
        if seen is not None and not is_same(now, seen.get(key)):
            changes.conflicts.append(key)
        elif not is_same(now, new):
            changes.members[key] = new
    return changes


def raw_standard(value: Any) -> Any:
    """As a CardView holds it."""
    return str(value) if isinstance(value, Decimal) else value


def is_same(now: Any, other: Any) -> bool:
    """`other` may be raw. Prices are kept as texts; an empty one and none are one."""
    if isinstance(now, Decimal):
        return now == Decimal(other or 0)
    return (now or None) == (other or None)


def _name(definition: Definition, wanted: Any, _card: Card) -> str:
    if not isinstance(wanted, str) or not wanted.strip():
        raise WrongKind(definition, "text")
    return cut(wanted.strip(), longest=SHORT)


def _price(definition: Definition, wanted: Any, card: Card) -> Decimal:
    if isinstance(wanted, bool):
        raise WrongKind(definition, "number")
    try:
        amount = Decimal(str(wanted or 0).strip().replace(",", "."))
        return Decimal(str(written_price(amount, has_minor_units=card.has_minor_units)))
    except (InvalidOperation, ValueError):
        raise WrongKind(definition, "number") from None


def _id(definition: Definition, wanted: Any, _card: Card) -> int:
    if not isinstance(wanted, int) or isinstance(wanted, bool):
        raise WrongKind(definition, "number")
    return wanted


READERS: dict[str, Callable[[Definition, Any, Card], Any]] = {
    "name": _name,
    "price": _price,
    "pipeline_id": _id,
    "status_id": _id,
    "responsible_user_id": _id,
}
