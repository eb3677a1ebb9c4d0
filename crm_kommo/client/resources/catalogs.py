"""Catalogs, which Kommo's pages call lists, and their elements. Source: amocrm.ru/developers catalogs-api."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from crm_kommo.client.cards import FieldValue, field_values
from crm_kommo.client.filters import any_of
from crm_kommo.client.http import Query
from crm_kommo.client.pagination import read_pages
from crm_kommo.client.single import read_one
from crm_kommo.client.transport import Transport
from crm_kommo.client.values import number, required_id, text
from crm_kommo.client.written import written_id

PATH = "/api/v4/catalogs"
Kind = Literal["regular", "invoices", "products", "suppliers"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalog:
    id: int
    name: str
    type: str
    sort: int
    can_add_elements: bool
    can_link_multiple: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    id: int
    name: str
    catalog_id: int | None
    is_deleted: bool
    custom_fields: tuple[FieldValue, ...]


class CatalogsResource:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def all(self) -> list[Catalog]:
        return [_catalog(item) for item in read_pages(self._transport, PATH, member="catalogs")]

    def get(self, *, catalog_id: int) -> Catalog | None:
        item = read_one(self._transport, f"{PATH}/{catalog_id}")
        return None if item is None else _catalog(item)

    def create(self, *, name: str, kind: Kind = "regular") -> int:
        """The new catalog's id. Raises Refused for the eleventh, and for a second one of a kind there is one of."""
        return written_id(self._transport.send("POST", PATH, json=[{"name": name, "type": kind}]), member="catalogs")

    def update(self, *, catalog_id: int, name: str) -> None:
        changes = [{"id": catalog_id, "name": name}]
        written_id(self._transport.send("PATCH", PATH, json=changes), member="catalogs")

    def elements(self, *, catalog_id: int, ids: Iterable[int] = (), words: str = "") -> list[Element]:
        """All elements, or those with the ids, or those in whose values `words` are found."""
        query: Query = [*any_of("id", ids), *([("query", words)] if words else [])]
        pages = read_pages(self._transport, f"{PATH}/{catalog_id}/elements", member="elements", query=query)
        return [_element(item) for item in pages]

    def element(self, *, catalog_id: int, element_id: int) -> Element | None:
        item = read_one(self._transport, f"{PATH}/{catalog_id}/elements/{element_id}")
        return None if item is None else _element(item)

    def create_element(self, *, catalog_id: int, name: str, custom_fields: Iterable[dict[str, Any]] = ()) -> int:
        """The new element's id. `custom_fields` in the shape of a write: {field_id, values}. Raises Invalid."""
        element = {"name": name, **_written_fields(custom_fields)}
        answer = self._transport.send("POST", f"{PATH}/{catalog_id}/elements", json=[element])
        return written_id(answer, member="elements")

    def update_element(
        self,
        *,
        catalog_id: int,
        element_id: int,
        name: str | None = None,
        custom_fields: Iterable[dict[str, Any]] = (),
    ) -> None:
        """Change the name and the fields that are given. Raises Invalid."""
        element = {"id": element_id, **({"name": name} if name else {}), **_written_fields(custom_fields)}
        answer = self._transport.send("PATCH", f"{PATH}/{catalog_id}/elements", json=[element])
        written_id(answer, member="elements")


def _written_fields(custom_fields: Iterable[dict[str, Any]]) -> dict[str, Any]:
    fields = list(custom_fields)
    return {"custom_fields_values": fields} if fields else {}


def _catalog(item: dict[str, Any]) -> Catalog:
    return Catalog(
        id=required_id(item),
        name=text(item.get("name")),
        type=text(item.get("type")),
        sort=number(item.get("sort")) or 0,
        can_add_elements=bool(item.get("can_add_elements")),
        can_link_multiple=bool(item.get("can_link_multiple")),
    )


def _element(item: dict[str, Any]) -> Element:
    return Element(
        id=required_id(item),
        name=text(item.get("name")),
        catalog_id=number(item.get("catalog_id")),
        # null where it is not deleted
        is_deleted=bool(item.get("is_deleted")),
        custom_fields=field_values(item),
    )
