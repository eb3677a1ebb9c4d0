from dataclasses import dataclass
from typing import Any

from crm_kommo.client.pagination import read_pages
from crm_kommo.client.single import read_one
from crm_kommo.client.transport import Transport
from crm_kommo.client.values import number, required_id, text


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    id: int
    name: str
    email: str
    is_admin: bool
    is_active: bool
    role_id: int | None
    group_id: int | None


class UsersResource:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def all(self) -> list[User]:
        """Raises Forbidden when the grant was given by somebody who is not an administrator."""
        return [_user(item) for item in read_pages(self._transport, "/api/v4/users", member="users")]

    def get(self, *, user_id: int) -> User | None:
        item = read_one(self._transport, f"/api/v4/users/{user_id}")
        return None if item is None else _user(item)


def _user(item: dict[str, Any]) -> User:
    rights = item.get("rights") or {}
    return User(
        id=required_id(item),
        name=text(item.get("name")),
        email=text(item.get("email")),
        is_admin=bool(rights.get("is_admin")),
        is_active=bool(rights.get("is_active", True)),
        role_id=number(rights.get("role_id")),
        group_id=number(rights.get("group_id")),
    )
