"""What Kommo says about things that were written: ids, but not the values."""

from typing import Any

from crm_kommo.client.errors import UnreadableAnswer
from crm_kommo.client.pagination import embedded
from crm_kommo.client.values import number


def written_ids(answer: Any, *, member: str) -> list[int]:
    """One for each item of a collection's POST or PATCH, in Kommo's order. Items without an id are left out.

    Some answers about one item are the item itself, without a collection around it.
    """
    items = embedded(answer, member) or ([answer] if isinstance(answer, dict) else [])
    return [item_id for item in items if (item_id := number(item.get("id"))) is not None]


def written_id(answer: Any, *, member: str) -> int:
    """The id of the one item that was written. Raises UnreadableAnswer without one: it may exist all the same."""
    ids = written_ids(answer, member=member)
    if not ids:
        raise UnreadableAnswer("The answer lacks what was written.")
    return ids[0]
