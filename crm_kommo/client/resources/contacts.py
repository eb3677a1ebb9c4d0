from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from crm_kommo.client.cards import Card, card_members, changed_between, id_filter
from crm_kommo.client.pagination import read_pages
from crm_kommo.client.transport import Transport


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact(Card):
    pass


class ContactsResource:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def by_ids(self, *, ids: Sequence[int]) -> list[Contact]:
        """Those that exist."""
        if not ids:
            return []  # without a filter Kommo would list them all
        pages = read_pages(self._transport, "/api/v4/contacts", member="contacts", query=id_filter(ids))
        return [Contact(**card_members(item)) for item in pages]

    def changed(self, *, since: datetime, until: datetime) -> Iterator[Contact]:
        """Those changed in that time, oldest change first."""
        query = [("order[updated_at]", "asc"), *changed_between(since, until)]
        pages = read_pages(self._transport, "/api/v4/contacts", member="contacts", query=query)
        return (Contact(**card_members(item)) for item in pages)
