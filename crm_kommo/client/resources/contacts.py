from dataclasses import dataclass
from typing import Any

from crm_kommo.client.cards import Card, card_members
from crm_kommo.client.drafts import ContactDraft
from crm_kommo.client.pagination import embedded
from crm_kommo.client.resources.card_resource import CardResource
from crm_kommo.client.values import required_id, text


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact(Card):
    """`name` is never empty when any of the three names is filled."""

    first_name: str
    last_name: str
    lead_ids: tuple[int, ...]
    company_id: int | None


class ContactsResource(CardResource[Contact, ContactDraft]):
    """Contacts of an incoming lead are not listed until it is accepted."""

    name = "contacts"
    related = "leads"

    def get(self, *, contact_id: int) -> Contact | None:
        return self.one(card_id=contact_id)

    def _card(self, item: dict[str, Any]) -> Contact:
        companies = embedded(item, "companies")
        return Contact(
            **card_members(item),
            first_name=text(item.get("first_name")),
            last_name=text(item.get("last_name")),
            lead_ids=tuple(required_id(lead) for lead in embedded(item, "leads")),
            company_id=required_id(companies[0]) if companies else None,
        )
