"""What leads and contacts have in common."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from crm_kommo.client.pagination import embedded
from crm_kommo.client.values import members, moment, number, plain, required_id, text


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldValue:
    """A custom field with its values as Kommo gave them: each {value, enum_id, enum_code} or a shape of its type."""

    field_id: int
    name: str
    code: str
    type: str
    values: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    id: int
    name: str
    responsible_user_id: int | None
    created_at: datetime | None
    updated_at: datetime | None
    is_deleted: bool
    custom_fields: tuple[FieldValue, ...]
    tags: tuple[str, ...]

    @property
    def filled(self) -> Mapping[int, Sequence[dict[str, Any]]]:
        """Field's id → its values as read, the way `values` takes them."""
        return {field.field_id: field.values for field in self.custom_fields}


def card_members(item: dict[str, Any]) -> dict[str, Any]:
    """The members of `Card`, for the constructors of leads and contacts."""
    return {
        "id": required_id(item),
        "name": text(item.get("name")) or _full_name(item),
        "responsible_user_id": number(item.get("responsible_user_id")),
        "created_at": moment(item.get("created_at")),
        "updated_at": moment(item.get("updated_at")),
        "is_deleted": bool(item.get("is_deleted")),
        "custom_fields": tuple(_field_value(field) for field in members(item.get("custom_fields_values"))),
        "tags": tuple(text(tag.get("name")) for tag in embedded(item, "tags")),
    }


def _full_name(item: dict[str, Any]) -> str:
    """Kommo fills `name`, or the first and last name, or all of them."""
    return " ".join(filter(None, (text(item.get("first_name")), text(item.get("last_name")))))


def _field_value(item: dict[str, Any]) -> FieldValue:
    return FieldValue(
        field_id=required_id(item, "field_id"),
        name=text(item.get("field_name")),
        code=text(item.get("field_code")),
        type=text(item.get("field_type")),
        values=tuple(plain(value) for value in members(item.get("values"))),
    )
