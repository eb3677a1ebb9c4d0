from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from crm_kommo.client.pagination import read_pages
from crm_kommo.client.single import read_one
from crm_kommo.client.transport import Transport
from crm_kommo.client.values import members, number, object_of, required_id, text
from crm_kommo.client.written import written_id
from crm_kommo.values.definitions import Choice, Definition

Entity = Literal["leads", "contacts", "companies", "customers"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field(Definition):
    """`group_id` is the tab of the card, a text such as "leads_2745158", empty for the first one.

    `hidden_stages` do not show it: pairs of pipeline and status, as its `required_stages`.
    """

    sort: int
    group_id: str
    is_api_only: bool
    is_deletable: bool
    hidden_stages: tuple[tuple[int, int], ...] = ()


class FieldsResource:
    """Definitions of custom fields. Writes need an administrator: Forbidden otherwise."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def all(self, *, entity: Entity) -> list[Field]:
        return [_field(item) for item in read_pages(self._transport, _path(entity), member="custom_fields")]

    def get(self, *, entity: Entity, field_id: int) -> Field | None:
        item = read_one(self._transport, f"{_path(entity)}/{field_id}")
        return None if item is None else _field(item)

    def create(
        self, *, entity: Entity, name: str, type: str, choices: Sequence[str] = (), group_id: str | None = None
    ) -> int:
        """The new field's id. `type` is Kommo's word. Raises Invalid, and NoAnswer when it may have been made."""
        item: dict[str, Any] = {"name": name, "type": type}
        if choices:
            item["enums"] = [{"value": value, "sort": sort} for sort, value in enumerate(choices, start=1)]
        if group_id:
            item["group_id"] = group_id
        return written_id(self._transport.send("POST", _path(entity), json=[item]), member="custom_fields")

    def rename(self, *, entity: Entity, field_id: int, name: str) -> None:
        self._transport.send("PATCH", f"{_path(entity)}/{field_id}", json={"name": name})

    def set_choices(self, *, entity: Entity, field_id: int, choices: Sequence[Choice | str]) -> Field:
        """Those left out are gone with their values; a `Choice` keeps its id, also under a new name; a text is new."""
        enums = [
            {"value": one, "sort": sort} if isinstance(one, str) else {"id": one.id, "value": one.value, "sort": sort}
            for sort, one in enumerate(choices, start=1)
        ]
        return _field(object_of(self._transport.send("PATCH", f"{_path(entity)}/{field_id}", json={"enums": enums})))

    def require_in(self, *, entity: Entity, field_id: int, stages: Sequence[tuple[int, int]]) -> None:
        """The (pipeline, stage) pairs that a lead may enter only with a value; replaces those before."""
        listed = [{"pipeline_id": pipeline_id, "status_id": status_id} for pipeline_id, status_id in stages]
        self._transport.send("PATCH", f"{_path(entity)}/{field_id}", json={"required_statuses": listed})

    def delete(self, *, entity: Entity, field_id: int) -> None:
        """The values go too. Raises Refused for a field of Kommo's own."""
        self._transport.send("DELETE", f"{_path(entity)}/{field_id}", json=None)


def _path(entity: Entity) -> str:
    return f"/api/v4/{entity}/custom_fields"


def _field(item: dict[str, Any]) -> Field:
    """Choices come as a list, as an object keyed by number, or null; those of a category are `nested`."""
    listed = members(item.get("enums")) or members(item.get("nested"))
    return Field(
        id=required_id(item),
        name=text(item.get("name")),
        code=text(item.get("code")),
        type=text(item.get("type")),
        sort=number(item.get("sort")) or 0,
        group_id=text(item.get("group_id")),
        is_api_only=bool(item.get("is_api_only")),
        is_deletable=bool(item.get("is_deletable", True)),
        is_computed=bool(item.get("is_computed")),
        required_stages=_stages(item.get("required_statuses")),
        hidden_stages=_stages(item.get("hidden_statuses")),
        choices=tuple(
            Choice(id=required_id(choice), value=text(choice.get("value")), code=text(choice.get("code")))
            for choice in sorted(listed, key=lambda choice: number(choice.get("sort")) or 0)
        ),
    )


def _stages(value: Any) -> tuple[tuple[int, int], ...]:
    return tuple((required_id(stage, "pipeline_id"), required_id(stage, "status_id")) for stage in members(value))
