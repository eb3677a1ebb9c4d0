from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from crm_kommo.client.cards import Card, card_members
from crm_kommo.client.drafts import LeadDraft
from crm_kommo.client.filters import Filters
from crm_kommo.client.pagination import embedded, read_pages
from crm_kommo.client.resources.card_resource import CardResource
from crm_kommo.client.values import moment, number, price, required_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead(Card):
    """`has_minor_units`: the account's prices have cents. `loss_reason` is the reason's name."""

    price: Decimal | None
    has_minor_units: bool
    pipeline_id: int | None
    status_id: int | None
    loss_reason_id: int | None
    loss_reason: str
    closed_at: datetime | None
    main_contact_id: int | None
    contact_ids: tuple[int, ...]
    company_id: int | None


class LeadsResource(CardResource[Lead, LeadDraft]):
    """There is no deletion: Kommo answers 405."""

    name = "leads"
    related = "contacts,loss_reason"

    def get(self, *, lead_id: int) -> Lead | None:
        return self.one(card_id=lead_id)

    def binned(self, *, filters: Filters) -> Iterator[int]:
        """The ids of those in the bin; Kommo tells nothing else of them."""
        query = [("with", "only_deleted"), *filters.query()]
        return (required_id(item) for item in read_pages(self._transport, self._path, member=self.name, query=query))

    def _card(self, item: dict[str, Any]) -> Lead:
        contacts, companies, reasons = (embedded(item, name) for name in ("contacts", "companies", "loss_reason"))
        main = next((contact for contact in contacts if contact.get("is_main")), contacts[0] if contacts else None)
        return Lead(
            **card_members(item),
            price=price(item.get("price_with_minor_units") or item.get("price")),
            has_minor_units=item.get("price_with_minor_units") is not None,
            pipeline_id=number(item.get("pipeline_id")),
            status_id=number(item.get("status_id")),
            loss_reason_id=number(item.get("loss_reason_id")),
            loss_reason=str(reasons[0].get("name") or "") if reasons else "",
            closed_at=moment(item.get("closed_at")),
            main_contact_id=required_id(main) if main else None,
            contact_ids=tuple(required_id(contact) for contact in contacts),
            company_id=required_id(companies[0]) if companies else None,
        )
