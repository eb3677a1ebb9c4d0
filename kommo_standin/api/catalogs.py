"""/api/v4/catalogs"""

from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue

from kommo_standin.accounts import ROBOT, Account
from kommo_standin.answers import empty, hal, link_to
from kommo_standin.api.access import current_account
from kommo_standin.api.body import Item, read_item, read_items, refuse_if_wrong
from kommo_standin.api.paging import page_of
from kommo_standin.crm.catalogs import catalog_create
from kommo_standin.errors import Problem, not_found
from kommo_standin.state import Document

blueprint = Blueprint("catalogs", __name__, url_prefix="/catalogs")

MOST_CATALOGS = 10
TYPES = ("regular", "invoices", "products", "suppliers")
ONE_OF_A_KIND = ("invoices", "products")
MEMBERS = {
    "id": "int",
    "name": "string",
    "type": "string",
    "sort": "int",
    "can_add_elements": "bool",
    "can_link_multiple": "bool",
    "request_id": "string",
}
CHANGEABLE = ("name", "sort", "can_add_elements", "can_link_multiple")


@blueprint.get("")
def listed() -> ResponseReturnValue:
    account = current_account()
    return page_of("catalogs", account.all("catalogs"), lambda catalog: catalog_shape(account, catalog))


@blueprint.get("/<int:catalog_id>")
def one(catalog_id: int) -> ResponseReturnValue:
    account = current_account()
    catalog = account.get("catalogs", catalog_id)
    return empty() if catalog is None else hal(catalog_shape(account, catalog))


@blueprint.post("")
def create() -> ResponseReturnValue:
    account = current_account()
    items = read_items()
    for item in items:
        item.check(MEMBERS, required=("name",))
        if item.values.get("type", "regular") not in TYPES:
            item.not_a_choice("type")
    refuse_if_wrong(items)
    existing = account.all("catalogs")
    taken = {catalog["type"] for catalog in existing} & set(ONE_OF_A_KIND)
    if len(existing) + len(items) > MOST_CATALOGS or any(item.values.get("type") in taken for item in items):
        raise Problem(422, "Catalog can not be created")
    made = [(item, catalog_create(account=account, values=item.values, by=ROBOT)) for item in items]
    shown = [catalog_shape(account, catalog) | {"request_id": item.request_id} for item, catalog in made]
    return hal({"_links": link_to("catalogs"), "_embedded": {"catalogs": shown}})


@blueprint.patch("")
def update() -> ResponseReturnValue:
    account = current_account()
    items = read_items()
    for item in items:
        item.check(MEMBERS, required=("id",))
        if not item.errors and account.get("catalogs", item.values["id"]) is None:
            item.complain("id", "EntityNotFound", "Entity not found.")
    refuse_if_wrong(items)
    shown = [_change(account, account.get("catalogs", item.values["id"]), item) for item in items]
    return hal({"_links": link_to("catalogs"), "_embedded": {"catalogs": shown}})


@blueprint.patch("/<int:catalog_id>")
def update_one(catalog_id: int) -> ResponseReturnValue:
    account = current_account()
    item = read_item()
    catalog = existing_catalog(account, catalog_id)
    item.check(MEMBERS)
    refuse_if_wrong([item])
    return hal(_change(account, catalog, item))


def existing_catalog(account: Account, catalog_id: int) -> Document:
    catalog = account.get("catalogs", catalog_id)
    if catalog is None:
        raise not_found("Catalog not found")
    return catalog


def catalog_shape(account: Account, catalog: Document) -> dict[str, Any]:
    return {**catalog, "account_id": account.id, "_links": link_to(f"catalogs/{catalog['id']}")}


def _change(account: Account, catalog: Document, item: Item) -> dict[str, Any]:
    catalog.update({name: item.values[name] for name in CHANGEABLE if name in item.values})
    account.put("catalogs", catalog["id"], catalog)
    return catalog_shape(account, catalog) | {"request_id": item.request_id}
