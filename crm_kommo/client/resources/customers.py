from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from crm_kommo.client.cards import Card, card_members
from crm_kommo.client.drafts import CustomerDraft
from crm_kommo.client.pagination import embedded
from crm_kommo.client.resources.card_resource import CardResource
from crm_kommo.client.values import moment, number, price, required_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer(Card):
    """`lifetime_value` and `average_check` are of all purchases so far."""

    next_price: Decimal | None
    next_at: datetime | None
    status_id: int | None
    lifetime_value: Decimal | None
    purchases: int
    average_check: Decimal | None
    contact_ids: tuple[int, ...]
    company_id: int | None


class CustomersResource(CardResource[Customer, CustomerDraft]):
    """Not in every account: where the tariff or the account's mode lacks them, every call raises PaymentRequired."""

    name = "customers"
    related = "contacts,companies"

    def get(self, *, customer_id: int) -> Customer | None:
        return self.one(card_id=customer_id)

    def switch_on(self) -> None:
        """Needs an administrator. Raises PaymentRequired where the tariff lacks customers."""
        self._transport.send("PATCH", f"{self._path}/mode", json={"mode": "segments", "is_enabled": True})

    def _card(self, item: dict[str, Any]) -> Customer:
        companies = embedded(item, "companies")
        return Customer(
            **card_members(item),
            next_price=price(item.get("next_price")),
            next_at=moment(item.get("next_date")),
            status_id=number(item.get("status_id")),
            lifetime_value=price(item.get("ltv")),
            purchases=number(item.get("purchases_count")) or 0,
            average_check=price(item.get("average_check")),
            contact_ids=tuple(required_id(contact) for contact in embedded(item, "contacts")),
            company_id=required_id(companies[0]) if companies else None,
        )
