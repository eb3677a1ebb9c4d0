from dataclasses import dataclass
from typing import Any

from crm_kommo.client.errors import UnreadableAnswer
from crm_kommo.client.pagination import embedded, read_pages
from crm_kommo.client.resources.fields import Entity
from crm_kommo.client.transport import Transport
from crm_kommo.client.values import number, text


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldGroup:
    """A tab of the card. `id` is a text such as "leads_2745158", "default" or "statistic"."""

    id: str
    name: str
    sort: int
    is_predefined: bool


class FieldGroupsResource:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def all(self, *, entity: Entity) -> list[FieldGroup]:
        return [_group(item) for item in read_pages(self._transport, _path(entity), member="custom_field_groups")]

    def create(self, *, entity: Entity, name: str) -> FieldGroup:
        """Raises NoAnswer when it may have been made: look in `all` before it is made again."""
        answer = self._transport.send("POST", _path(entity), json=[{"name": name}])
        made = embedded(answer, "custom_field_groups")
        if not made:
            raise UnreadableAnswer("The answer lacks the group.")
        return _group(made[0])

    def delete(self, *, entity: Entity, group_id: str) -> None:
        self._transport.send("DELETE", f"{_path(entity)}/{group_id}", json=None)


def _path(entity: Entity) -> str:
    return f"/api/v4/{entity}/custom_fields/groups"


def _group(item: dict[str, Any]) -> FieldGroup:
    return FieldGroup(
        id=text(item.get("id")),
        name=text(item.get("name")),
        sort=number(item.get("sort")) or 0,
        is_predefined=bool(item.get("is_predefined")),
    )
