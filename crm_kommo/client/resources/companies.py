from dataclasses import dataclass
from typing import Any

from crm_kommo.client.cards import Card, card_members
from crm_kommo.client.drafts import CompanyDraft
from crm_kommo.client.pagination import embedded
from crm_kommo.client.resources.card_resource import CardResource
from crm_kommo.client.values import required_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Company(Card):
    contact_ids: tuple[int, ...]
    lead_ids: tuple[int, ...]


class CompaniesResource(CardResource[Company, CompanyDraft]):
    name = "companies"
    related = "contacts,leads"

    def get(self, *, company_id: int) -> Company | None:
        return self.one(card_id=company_id)

    def _card(self, item: dict[str, Any]) -> Company:
        return Company(
            **card_members(item),
            contact_ids=tuple(required_id(contact) for contact in embedded(item, "contacts")),
            lead_ids=tuple(required_id(lead) for lead in embedded(item, "leads")),
        )
