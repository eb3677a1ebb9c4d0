from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from crm_kommo.client.batches import Outcome, create_batch
from crm_kommo.client.pagination import read_pages
from crm_kommo.client.transport import Transport
from crm_kommo.client.values import required_id, text

Tagged = Literal["leads", "contacts", "companies", "customers"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """`colour` is hexadecimal without #, for tags of leads only."""

    id: int
    name: str
    colour: str


class TagsResource:
    """The tags that an account knows. Put on a card by its draft; there is no way to delete one."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def all(self, *, entity: Tagged) -> list[Tag]:
        return [_tag(item) for item in read_pages(self._transport, f"/api/v4/{entity}/tags", member="tags")]

    def create(self, *, entity: Tagged, names: Sequence[str]) -> list[Outcome]:
        """A name that exists gives the tag that there is, so this may be repeated."""
        items = [{"name": name} for name in names]
        return create_batch(self._transport, f"/api/v4/{entity}/tags", member="tags", items=items)


def _tag(item: dict[str, Any]) -> Tag:
    return Tag(id=required_id(item), name=text(item.get("name")), colour=text(item.get("color")))
