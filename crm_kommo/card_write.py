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
# Called just before sending: what is to be sent, None for nothing.
Prepare = Callable[[Card, Changes, Mapping[int, Definition]], CardDraft | None]
NOT_A_CHOICE = "NotSupportedChoice"


def only_fields(_card: Card, changes: Changes, _definitions: Mapping[int, Definition]) -> CardDraft | None:
    return CardDraft(fields=changes.writes) if changes.writes else None


def fields_write(
    *,
    resource: CardResource[Any, Any],
    card_id: int,
    wanted: Mapping[int, Any],
    definitions: Definitions,
    zone: ZoneInfo,
    seen: Filled | None = None,
    prepare: Prepare = only_fields,
) -> Changes:
    """Field id → value, as `values.writing` takes it. Returns what was sent, and what was not and why.

    `zone` is the account's; `seen` are the values on which the decision was made. A choice that was renamed or deleted
    since the definitions were read is looked for once more, by its text, in fresh ones. `prepare` may record what is
    about to be sent and add to it.
    Raises KommoError: NotFound without such a card, Invalid when Kommo refuses all the same.
    """

    def write(*, fresh: bool) -> Changes:
        known = definitions(fresh=fresh)
        card = resource.one(card_id=card_id)
        if card is None or card.is_deleted:
            raise NotFound("There is no such card.")
        changes = field_changes(wanted=wanted, present=card.filled, definitions=known, zone=zone, seen=seen)
        draft = prepare(card, changes, known)
        if draft is not None:
            resource.update(card_id=card_id, draft=draft)
        return changes

    try:
        return write(fresh=False)
    except Invalid as error:
        if not any(problem.code == NOT_A_CHOICE and ".values." in problem.path for problem in error.problems):
            raise
    return write(fresh=True)
