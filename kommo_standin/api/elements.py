"""/api/v4/catalogs/{id}/elements"""

from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue

from kommo_standin.accounts import ROBOT, Account
from kommo_standin.answers import empty, hal, link_to
from kommo_standin.api.access import current_account
from kommo_standin.api.body import Item, read_item, read_items, refuse_if_wrong
from kommo_standin.api.catalogs import existing_catalog
from kommo_standin.api.entities import custom_fields_shape, read_custom_fields
from kommo_standin.api.filters import by_query
from kommo_standin.api.paging import page_of
from kommo_standin.api.query import ids_of, query_filter
from kommo_standin.crm.catalogs import element_create, element_update
from kommo_standin.state import Document

blueprint = Blueprint("elements", __name__, url_prefix="/catalogs/<int:catalog_id>/elements")

PLAIN = ("id", "name", "created_by", "updated_by", "created_at", "updated_at", "is_deleted", "catalog_id")
MEMBERS = {"id": "int", "name": "string", "custom_fields_values": "array?", "request_id": "string"}


@blueprint.get("")
def listed(catalog_id: int) -> ResponseReturnValue:
    account = current_account()
    existing_catalog(account, catalog_id)
    ids = ids_of(query_filter().get("id"))
    own = [element for element in account.all("elements") if element["catalog_id"] == catalog_id]
    found = [element for element in by_query(own) if not ids or element["id"] in ids]
    return page_of("elements", found, lambda element: element_shape(account, element))


@blueprint.get("/<int:element_id>")
def one(catalog_id: int, element_id: int) -> ResponseReturnValue:
    account = current_account()
    element = _existing(account, catalog_id, element_id)
    return empty() if element is None else hal(element_shape(account, element))


@blueprint.post("")
def create(catalog_id: int) -> ResponseReturnValue:
    account = current_account()
    existing_catalog(account, catalog_id)
    items = read_items()
    read = [_read(item, account, catalog_id, required=("name",)) for item in items]
    refuse_if_wrong(items)
    made = [element_create(account=account, catalog_id=catalog_id, values=values, by=ROBOT) for values in read]
    return _collection(account, catalog_id, items, made)


@blueprint.patch("")
def update(catalog_id: int) -> ResponseReturnValue:
    account = current_account()
    items = read_items()
    found = [_existing(account, catalog_id, item.values.get("id")) for item in items]
    for item, element in zip(items, found, strict=True):
        if element is None:
            item.complain("id", "EntityNotFound", "Entity not found.")
    read = [_read(item, account, catalog_id) for item in items]
    refuse_if_wrong(items)
    pairs = zip(found, read, strict=True)
    changed = [element_update(account=account, element=element, values=values, by=ROBOT) for element, values in pairs]
    return _collection(account, catalog_id, items, changed)


@blueprint.patch("/<int:element_id>")
def update_one(catalog_id: int, element_id: int) -> ResponseReturnValue:
    account = current_account()
    item = read_item()
    element = _existing(account, catalog_id, element_id)
    if element is None:
        return empty()
    values = _read(item, account, catalog_id)
    refuse_if_wrong([item])
    return hal(element_shape(account, element_update(account=account, element=element, values=values, by=ROBOT)))


def element_shape(account: Account, element: Document) -> dict[str, Any]:
    entity_type = f"catalogs/{element['catalog_id']}"
    return {
        **{name: element[name] for name in PLAIN},
        "custom_fields_values": custom_fields_shape(account, entity_type=entity_type, entity=element),
        "account_id": account.id,
        "_links": link_to(f"{entity_type}/elements/{element['id']}"),
    }


def _existing(account: Account, catalog_id: int, element_id: Any) -> Document | None:
    element = account.get("elements", element_id) if isinstance(element_id, int) else None
    return element if element and element["catalog_id"] == catalog_id else None


def _read(item: Item, account: Account, catalog_id: int, *, required: tuple[str, ...] = ()) -> dict[str, Any]:
    item.check(MEMBERS, required=required)
    fields = {} if item.errors else read_custom_fields(item, account, entity_type=f"catalogs/{catalog_id}")
    return item.values | {"custom_fields": fields}


def _collection(account: Account, catalog_id: int, items: list[Item], elements: list[Document]) -> ResponseReturnValue:
    pairs = zip(items, elements, strict=True)
    shown = [element_shape(account, element) | {"request_id": item.request_id} for item, element in pairs]
    return hal({"_links": link_to(f"catalogs/{catalog_id}/elements"), "_embedded": {"elements": shown}})
