"""What is to be written of a lead, contact, company or customer. None leaves alone what is there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from crm_kommo.values.prices import written_price
from crm_kommo.values.texts import SHORT, cut


@dataclass(frozen=True, slots=True, kw_only=True)
class CardDraft:
    """`fields` as `values.writing.written` gives them. Tags are added and removed, so that others' tags stay;
    `only_tags` replaces them all, empty for none.
    """

    name: str | None = None
    responsible_user_id: int | None = None
    fields: Sequence[dict[str, Any]] = ()
    add_tags: Sequence[str] = ()
    remove_tags: Sequence[str] = ()
    only_tags: Sequence[str] | None = None
    request_id: str | None = None

    def json(self) -> dict[str, Any]:
        """Kommo's shape."""
        embedded = self._embedded()
        if self.only_tags is not None:
            embedded["tags"] = [{"name": name} for name in self.only_tags] or None
        members = {
            "name": cut(self.name, longest=SHORT) if self.name is not None else None,
            "responsible_user_id": self.responsible_user_id,
            "request_id": self.request_id,
            **self._own(),
        }
        lists = {
            "custom_fields_values": list(self.fields),
            "tags_to_add": [{"name": name} for name in self.add_tags],
            "tags_to_delete": [{"name": name} for name in self.remove_tags],
            "_embedded": embedded,
        }
        given = {name: value for name, value in members.items() if value is not None}
        return given | {name: value for name, value in lists.items() if value}

    def _own(self) -> dict[str, Any]:
        return {}

    def _embedded(self) -> dict[str, Any]:
        return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadDraft(CardDraft):
    """A stage is given with its pipeline. Contacts and company are for a new lead only, later they are linked;
    the first contact is the main one. `has_minor_units`: see `values.prices`.
    """

    price: Decimal | None = None
    has_minor_units: bool = False
    pipeline_id: int | None = None
    status_id: int | None = None
    loss_reason_id: int | None = None
    contact_ids: Sequence[int] = ()
    company_id: int | None = None

    def _own(self) -> dict[str, Any]:
        price = None if self.price is None else written_price(self.price, has_minor_units=self.has_minor_units)
        return {
            "price": price,
            "pipeline_id": self.pipeline_id,
            "status_id": self.status_id,
            "loss_reason_id": self.loss_reason_id,
        }

    def _embedded(self) -> dict[str, Any]:
        contacts = [{"id": id_, "is_main": index == 0} for index, id_ in enumerate(self.contact_ids)]
        companies = [{"id": self.company_id}] if self.company_id else []
        return ({"contacts": contacts} if contacts else {}) | ({"companies": companies} if companies else {})


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactDraft(CardDraft):
    """`name`, or first and last name. `company_id` for a new contact only."""

    first_name: str | None = None
    last_name: str | None = None
    company_id: int | None = None

    def _own(self) -> dict[str, Any]:
        return {"first_name": self.first_name, "last_name": self.last_name}

    def _embedded(self) -> dict[str, Any]:
        return {"companies": [{"id": self.company_id}]} if self.company_id else {}


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyDraft(CardDraft):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerDraft(CardDraft):
    """`next_at` is when the next purchase is expected, needed for a new one in accounts that go by periods."""

    next_price: Decimal | None = None
    next_at: datetime | None = None
    status_id: int | None = None

    def _own(self) -> dict[str, Any]:
        price = None if self.next_price is None else written_price(self.next_price, has_minor_units=False)
        next_date = int(self.next_at.timestamp()) if self.next_at else None
        return {"next_price": price, "next_date": next_date, "status_id": self.status_id}
