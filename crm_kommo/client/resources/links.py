from dataclasses import dataclass
from typing import Any, Literal

from crm_kommo.client.pagination import read_pages
from crm_kommo.client.transport import Transport
from crm_kommo.client.values import required_id, text

Linkable = Literal["leads", "contacts", "companies", "customers"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """`kind` is "contacts", "companies" and so on; `is_main` for a lead's main contact."""

    kind: str
    id: int
    is_main: bool


class LinksResource:
    """What belongs to what: the only way to change a lead's contacts and company after it was made."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def all(self, *, of: Linkable, id: int) -> list[Link]:
        """Raises NotFound."""
        return [_link(item) for item in read_pages(self._transport, f"/api/v4/{of}/{id}/links", member="links")]

    def link(self, *, of: Linkable, id: int, to: Linkable, to_id: int, is_main: bool = False) -> None:
        """To link what is linked already changes nothing. Raises Invalid when there is no such thing."""
        self._transport.send("POST", f"/api/v4/{of}/{id}/link", json=[_wanted(to, to_id, is_main=is_main)])

    def unlink(self, *, of: Linkable, id: int, to: Linkable, to_id: int) -> None:
        self._transport.send("POST", f"/api/v4/{of}/{id}/unlink", json=[_wanted(to, to_id, is_main=False)])


def _wanted(to: Linkable, to_id: int, *, is_main: bool) -> dict[str, Any]:
    metadata = {"metadata": {"is_main": True}} if is_main else {}
    return {"to_entity_id": to_id, "to_entity_type": to, **metadata}


def _link(item: dict[str, Any]) -> Link:
    """The main contact is `is_main` when written and `main_contact` when read."""
    found = item.get("metadata")
    metadata = found if isinstance(found, dict) else {}
    return Link(
        kind=text(item.get("to_entity_type")),
        id=required_id(item, "to_entity_id"),
        is_main=bool(metadata.get("main_contact") or metadata.get("is_main")),
    )
