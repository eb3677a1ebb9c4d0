from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from crm_kommo.client.cards import Card, card_members, changed_between, id_filter
from crm_kommo.client.errors import NotFound
from crm_kommo.client.pagination import embedded, read_pages
from crm_kommo.client.transport import Transport
from crm_kommo.client.values import number, object_of, price, required_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead(Card):
    price: Decimal | None
    pipeline_id: int | None
    status_id: int | None
    main_contact_id: int | None


class LeadsResource:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def get(self, *, lead_id: int) -> Lead | None:
        """None when there is no such lead, which Kommo says with 204 or 404."""
        try:
            answer = self._transport.get(f"/api/v4/leads/{lead_id}", query=[("with", "contacts")])
        except NotFound:
            return None
        return _lead(object_of(answer)) if answer is not None else None

    def by_ids(self, *, ids: Sequence[int]) -> list[Lead]:
        """Those that exist."""
        if not ids:
            return []  # without a filter Kommo would list them all
        query = [("with", "contacts"), *id_filter(ids)]
        return [_lead(item) for item in read_pages(self._transport, "/api/v4/leads", member="leads", query=query)]

    def changed(self, *, since: datetime, until: datetime) -> Iterator[Lead]:
        """Those changed in that time, oldest change first; not those in the bin."""
        query = [("with", "contacts"), ("order[updated_at]", "asc"), *changed_between(since, until)]
        return (_lead(item) for item in read_pages(self._transport, "/api/v4/leads", member="leads", query=query))

    def binned(self, *, since: datetime, until: datetime) -> Iterator[int]:
        """The ids of those put into the bin, or changed there, in that time."""
        query = [("with", "only_deleted"), *changed_between(since, until)]
        return (required_id(item) for item in read_pages(self._transport, "/api/v4/leads", member="leads", query=query))


def _lead(item: dict[str, Any]) -> Lead:
    return Lead(
        **card_members(item),
        price=price(item.get("price_with_minor_units") or item.get("price")),
        pipeline_id=number(item.get("pipeline_id")),
        status_id=number(item.get("status_id")),
        main_contact_id=_main_contact(item),
    )


def _main_contact(item: dict[str, Any]) -> int | None:
    contacts = embedded(item, "contacts")
    main = next((contact for contact in contacts if contact.get("is_main")), contacts[0] if contacts else None)
    return required_id(main) if main else None
