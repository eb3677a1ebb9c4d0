"""What Kommo says about things that were written: ids, but not the values."""

from dataclasses import dataclass
from typing import Any

from crm_kommo.client.errors import UnreadableAnswer
from crm_kommo.client.pagination import embedded
from crm_kommo.client.values import number, text


@dataclass(frozen=True, slots=True)
class Written:
    """`request_id` is the one that was sent with the item, else its index; "" where Kommo does not echo it."""

    id: int
    request_id: str


def read_written(answer: Any, *, member: str) -> list[Written]:
    """One for each item of a collection's POST or PATCH, in Kommo's order. Items without an id are left out.

    Some answers about one item are the item itself, without a collection around it.
    """
    items = embedded(answer, member) or ([answer] if isinstance(answer, dict) else [])
    return [
        Written(id=item_id, request_id=text(item.get("request_id")))
        for item in items
        if (item_id := number(item.get("id"))) is not None
    ]


def written_id(answer: Any, *, member: str) -> int:
    """The id of the one item that was written. Raises UnreadableAnswer without one: it may exist all the same."""
    items = read_written(answer, member=member)
    if not items:
        raise UnreadableAnswer("The answer lacks what was written.")
    return items[0].id
