"""/api/v4/contacts"""

from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue

from kommo_standin.accounts import ROBOT, Account
from kommo_standin.answers import empty, hal, link_to
from kommo_standin.api.access import current_account
from kommo_standin.api.body import Item, read_item, read_items, refuse_if_wrong
from kommo_standin.api.entities import (
    custom_fields_shape,
    read_custom_fields,
    read_references,
    read_tags,
    reference,
    tags_shape,
)
from kommo_standin.api.filters import by_common_filters, by_query
from kommo_standin.api.paging import page_of
from kommo_standin.api.query import requested_with
from kommo_standin.crm.contacts import contact_create, contact_update, leads_of
from kommo_standin.state import Document

blueprint = Blueprint("contacts", __name__, url_prefix="/contacts")

PLAIN = [
    "id",
    "name",
    "first_name",
    "last_name",
    "responsible_user_id",
    "group_id",
    "created_by",
    "updated_by",
    "created_at",
    "updated_at",
    "closest_task_at",
    "is_deleted",
    "is_unsorted",
]
WRITABLE = {
    "id": "int",
    "name": "string?",
    "first_name": "string?",
    "last_name": "string?",
    "responsible_user_id": "int",
    "created_by": "int",
    "updated_by": "int",
    "created_at": "int",
    "updated_at": "int",
    "custom_fields_values": "array?",
    "tags_to_add": "array?",
    "tags_to_delete": "array?",
    "request_id": "string",
    "_embedded": "object?",
}


@blueprint.get("")
def listed() -> ResponseReturnValue:
    account = current_account()
    shown = [contact for contact in account.all("contacts") if not contact["is_unsorted"]]
    found = by_common_filters(by_query(shown))
    return page_of(
        "contacts", found, lambda contact: contact_shape(account, contact), order=("created_at", "updated_at", "id")
    )


@blueprint.get("/<int:contact_id>")
def one(contact_id: int) -> ResponseReturnValue:
    account = current_account()
    contact = account.get("contacts", contact_id)
    return empty() if contact is None else hal(contact_shape(account, contact))


@blueprint.post("")
def create() -> ResponseReturnValue:
    account = current_account()
    items = read_items()
    read = [read_contact(item, account) for item in items]
    refuse_if_wrong(items)
    made = [contact_create(account=account, values=values, by=values.get("created_by", ROBOT)) for values in read]
    written = [
        {
            "id": contact["id"],
            "is_deleted": False,
            "is_unsorted": False,
            "request_id": item.request_id,
            "_links": link_to(f"contacts/{contact['id']}"),
        }
        for contact, item in zip(made, items, strict=True)
    ]
    return hal({"_links": link_to("contacts"), "_embedded": {"contacts": written}})


@blueprint.patch("")
def update() -> ResponseReturnValue:
    account = current_account()
    items = read_items()
    ids = [item.values.get("id") for item in items]
    found = [account.get("contacts", contact_id) if isinstance(contact_id, int) else None for contact_id in ids]
    for item, contact in zip(items, found, strict=True):
        if contact is None:
            item.complain("id", "EntityNotFound", "Entity not found.")
    read = [read_contact(item, account) for item in items]
    refuse_if_wrong(items)
    changed = [change(account, contact, values) for contact, values in zip(found, read, strict=True)]
    written = [updated_shape(contact) for contact in changed]
    return hal({"_links": link_to("contacts"), "_embedded": {"contacts": written}})


@blueprint.patch("/<int:contact_id>")
def update_one(contact_id: int) -> ResponseReturnValue:
    account = current_account()
    item = read_item()
    contact = account.get("contacts", contact_id)
    if contact is None:
        return empty()
    values = read_contact(item, account)
    refuse_if_wrong([item])
    return hal(updated_shape(change(account, contact, values)))


def change(account: Account, contact: Document, values: dict[str, Any]) -> Document:
    return contact_update(account=account, contact=contact, values=values, by=values.get("updated_by", ROBOT))


def read_contact(item: Item, account: Account) -> dict[str, Any]:
    """The values of a write, checked against the account; complaints stay with the item."""
    item.check(WRITABLE)
    values = {name: value for name, value in item.values.items() if name not in ("id", "request_id", "_embedded")}
    if item.errors:
        return values
    if "responsible_user_id" in values and account.get("users", values["responsible_user_id"]) is None:
        item.not_a_choice("responsible_user_id")
    values["custom_fields"] = read_custom_fields(item, account, entity_type="contacts")
    values |= read_tags(item, account, entity_type="contacts")
    companies = read_references(item, account, name="companies")
    if companies and not item.errors:
        values["companies"] = [company["id"] for company in companies]
    return values


def contact_shape(account: Account, contact: Document) -> dict[str, Any]:
    extra = requested_with()
    embedded: dict[str, Any] = {
        "tags": tags_shape(account, entity_type="contacts", entity=contact),
        "companies": [reference("companies", company_id) for company_id in contact["companies"]],
    }
    if "leads" in extra:
        embedded["leads"] = [reference("leads", lead["id"]) for lead in leads_of(account, contact["id"])]
    if "catalog_elements" in extra:
        embedded["catalog_elements"] = []
    return {
        **{name: contact[name] for name in PLAIN},
        "custom_fields_values": custom_fields_shape(account, entity_type="contacts", entity=contact),
        "account_id": account.id,
        "_links": link_to(f"contacts/{contact['id']}"),
        "_embedded": embedded,
    }


def updated_shape(contact: Document) -> dict[str, Any]:
    return {
        "id": contact["id"],
        "name": contact["name"],
        "updated_at": contact["updated_at"],
        "_links": link_to(f"contacts/{contact['id']}"),
    }
