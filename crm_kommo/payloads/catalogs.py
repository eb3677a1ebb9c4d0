"""Elements of lists, such as products: the family `catalogs`."""

from dataclasses import dataclass
from datetime import datetime

from crm_kommo.payloads.cards import card_members, identified
from crm_kommo.payloads.events import Event, FieldValue
from crm_kommo.payloads.form_data import Node
from crm_kommo.payloads.scalars import entity_id


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogElementChanged(Event):
    kind: str
    element_id: int
    catalog_id: int | None
    name: str | None
    custom_fields: tuple[FieldValue, ...] | None
    created_at: datetime | None
    updated_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogElementDeleted(Event):
    element_id: int
    catalog_id: int | None


def read_catalog_element(*, action: str, item: Node, account_id: int | None) -> Event | None:
    fields, element_id = identified(item)
    if element_id is None:
        return None
    catalog_id = entity_id(fields.get("catalog_id"))
    if action == "delete":
        return CatalogElementDeleted(account_id=account_id, element_id=element_id, catalog_id=catalog_id)
    if action not in ("add", "update"):
        return None
    told = card_members(fields)
    return CatalogElementChanged(
        account_id=account_id,
        kind=action,
        element_id=element_id,
        catalog_id=catalog_id,
        **{name: told[name] for name in ("name", "custom_fields", "created_at", "updated_at")},
    )
