from dataclasses import dataclass
from typing import Any, Literal

from crm_kommo.client.errors import Forbidden, NotFound
from crm_kommo.client.pagination import read_pages
from crm_kommo.client.transport import Transport
from crm_kommo.client.values import members, number, required_id, text

Entity = Literal["leads", "contacts", "companies"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    id: int
    value: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StageOfField:
    pipeline_id: int
    status_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """`required_in` are the stages a lead cannot enter without it, `hidden_in` those that do not show it."""

    id: int
    name: str
    code: str
    type: str
    sort: int
    group_id: str
    choices: tuple[Choice, ...]
    required_in: tuple[StageOfField, ...]
    hidden_in: tuple[StageOfField, ...]


class FieldsResource:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def all(self, *, entity: Entity) -> list[Field]:
        pages = read_pages(self._transport, f"/api/v4/{entity}/custom_fields", member="custom_fields")
        return [_field(item) for item in pages]

    def group_names(self, *, entity: Entity) -> dict[str, str]:
        """Id of a group of fields (a text) → its name. Empty where the account does not tell."""
        try:
            pages = list(
                read_pages(self._transport, f"/api/v4/{entity}/custom_fields/groups", member="custom_field_groups")
            )
        except (Forbidden, NotFound):
            return {}
        return {text(item.get("id")): text(item.get("name")) for item in pages}


def _field(item: dict[str, Any]) -> Field:
    choices = sorted(members(item.get("enums")), key=lambda choice: number(choice.get("sort")) or 0)
    return Field(
        id=required_id(item),
        name=text(item.get("name")),
        code=text(item.get("code")),
        type=text(item.get("type")),
        sort=number(item.get("sort")) or 0,
        group_id=text(item.get("group_id")),
        choices=tuple(
            Choice(id=required_id(choice), value=text(choice.get("value")), code=text(choice.get("code")))
            for choice in choices
        ),
        required_in=_stages(item.get("required_statuses")),
        hidden_in=_stages(item.get("hidden_statuses")),
    )


def _stages(value: Any) -> tuple[StageOfField, ...]:
    pairs = ((number(item.get("pipeline_id")), number(item.get("status_id"))) for item in members(value))
    return tuple(
        StageOfField(pipeline_id=pipeline, status_id=status) for pipeline, status in pairs if pipeline and status
    )
