from dataclasses import dataclass
from typing import Any, Literal

from crm_kommo.client.pagination import read_pages
from crm_kommo.client.transport import Transport
from crm_kommo.client.values import members, number, required_id, text

Entity = Literal["leads", "contacts"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    id: int
    value: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    id: int
    name: str
    code: str
    type: str
    sort: int
    choices: tuple[Choice, ...]


class FieldsResource:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def all(self, *, entity: Entity) -> list[Field]:
        pages = read_pages(self._transport, f"/api/v4/{entity}/custom_fields", member="custom_fields")
        return [_field(item) for item in pages]


def _field(item: dict[str, Any]) -> Field:
    choices = sorted(members(item.get("enums")), key=lambda choice: number(choice.get("sort")) or 0)
    return Field(
        id=required_id(item),
        name=text(item.get("name")),
        code=text(item.get("code")),
        type=text(item.get("type")),
        sort=number(item.get("sort")) or 0,
        choices=tuple(
            Choice(id=required_id(choice), value=text(choice.get("value")), code=text(choice.get("code")))
            for choice in choices
        ),
    )
