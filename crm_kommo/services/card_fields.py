"""Fields of a card, filled for whoever decided what stands in them. Not to be called inside a transaction."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from crm_kommo.card_changes import CardChanges
from crm_kommo.field_problems import FieldProblem, not_writable, unknown_field
from crm_kommo.selectors import field_catalogue
from crm_kommo.services.card_writes import card_change


def card_fields_set(
    *, entity: str, card_id: int, wanted: Mapping[str, Any], key: str, seen: Mapping[str, Any] | None = None
) -> CardChanges:
    """Fill fields of a lead or a contact; field key → value, as `values.writing` takes it, None for empty.

    A choice is given by its text or id, a day as a date, a number as a Decimal. Phones and e-mails are added to those
    that are there. `seen`: `CardView.raw` on which the decision was made, so that what somebody changed since stays;
    a field that it lacks was empty. The card is read just before. However often it is called with a key, it is written
    once.

    Raises Refused, TryLater (nothing was written), OutcomeUnknown (call again with the same key: it is looked up).
    """
    catalogue = field_catalogue(entity)
    refused: dict[str, FieldProblem] = {}
    nothing_to_add = []
    for name, value in wanted.items():
        known = catalogue.get(name)
        if known is None or known.is_missing:
            refused[name] = unknown_field()
        elif not known.is_writable:
            refused[name] = not_writable()
        elif known.type == "multitext" and not value:
            nothing_to_add.append(name)
    rest = {name: value for name, value in wanted.items() if name not in {*refused, *nothing_to_add}}
    changes = card_change(entity=entity, card_id=card_id, wanted=rest, key=key, seen=seen) if rest else CardChanges()
    return replace(changes, unchanged=[*changes.unchanged, *nothing_to_add], problems={**changes.problems, **refused})
