"""Fields of a lead, contact, company or customer, written so that nothing of others is lost.

The card is read just before; only what differs is sent; what a person changed since it was looked at stays.
"""

from collections.abc import Callable, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from crm_kommo.client.cards import Card
from crm_kommo.client.drafts import CardDraft
from crm_kommo.client.errors import Invalid, NotFound
from crm_kommo.client.resources.card_resource import CardResource
from crm_kommo.values.changes import Changes, Filled, field_changes
from crm_kommo.values.definitions import Definition

# `definitions(fresh=True)` reads them from Kommo, otherwise they may be remembered.
Definitions = Callable[..., Mapping[int, Definition]]
NOT_A_CHOICE = "NotSupportedChoice"


def fields_write(
    *,
    resource: CardResource[Any, Any],
    card_id: int,
    wanted: Mapping[int, Any],
    definitions: Definitions,
    zone: ZoneInfo,
    seen: Filled | None = None,
) -> Changes:
    """Field id → value, as `values.writing` takes it. Returns what was sent, and what was not and why.

    `zone` is the account's; `seen` are the values on which the decision was made. A choice that was renamed or deleted
    since the definitions were read is looked for once more, by its text, in fresh ones.
    Raises KommoError: NotFound without such a card, Invalid when Kommo refuses all the same.
    """
    try:
        return _write(resource, card_id, wanted, definitions(fresh=False), zone, seen)
    except Invalid as error:
        if not any(problem.code == NOT_A_CHOICE and ".values." in problem.path for problem in error.problems):
            raise
    return _write(resource, card_id, wanted, definitions(fresh=True), zone, seen)


def _write(
    resource: CardResource[Any, Any],
    card_id: int,
    wanted: Mapping[int, Any],
    definitions: Mapping[int, Definition],
    zone: ZoneInfo,
    seen: Filled | None,
) -> Changes:
    card: Card = next(iter(resource.by_ids(ids=[card_id])), None)
    if card is None:
        raise NotFound("There is no such card.")
    changes = field_changes(wanted=wanted, present=card.filled, definitions=definitions, zone=zone, seen=seen)
    if changes.writes:
        resource.update(card_id=card_id, draft=CardDraft(fields=changes.writes))
    return changes
