from dataclasses import dataclass
from typing import Any

from crm_kommo.client.pagination import read_pages
from crm_kommo.client.transport import Transport
from crm_kommo.client.values import required_id, text


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """`rights` as Kommo gives them: {entity: {action: right}} with A all, G group, M own, D denied."""

    id: int
    name: str
    rights: dict[str, Any]


class RolesResource:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def all(self) -> list[Role]:
        """Raises Forbidden when the grant was given by somebody who is not an administrator."""
        return [_role(item) for item in read_pages(self._transport, "/api/v4/roles", member="roles")]


def _role(item: dict[str, Any]) -> Role:
    rights = item.get("rights")
    return Role(id=required_id(item), name=text(item.get("name")), rights=rights if isinstance(rights, dict) else {})
