"""Catalogs ("lists") and their elements. Only elements are announced."""

from time import time
from typing import Any

from kommo_standin.accounts import Account
from kommo_standin.hooks.payloads import custom_fields_payload
from kommo_standin.state import Document

PRODUCT_FIELDS = (("SKU", "SKU", "text"), ("Description", "DESCRIPTION", "textarea"), ("Price", "PRICE", "numeric"))
"""Name, code and type of what every catalog of products has from the start."""


def catalog_create(*, account: Account, values: dict[str, Any], by: int) -> Document:
    now, catalog_id = int(time()), account.next_id("catalogs")
    is_regular = values.get("type", "regular") == "regular"
    catalog = {
        "id": catalog_id,
        "name": values["name"],
        "created_by": by,
        "updated_by": by,
        "created_at": now,
        "updated_at": now,
        "sort": values.get("sort", 10 * len(account.all("catalogs")) + 10),
        "type": values.get("type", "regular"),
        "can_add_elements": values.get("can_add_elements", True),
        "can_show_in_cards": False,
        "can_link_multiple": values.get("can_link_multiple", True),
        "can_be_deleted": is_regular,
        "sdk_widget_code": None,
    }
    account.put("catalogs", catalog_id, catalog)
    if catalog["type"] == "products":
        for sort, (name, code, kind) in enumerate(PRODUCT_FIELDS, start=1):
            field_id = account.next_id("catalog_field_ids")
            field = {"id": field_id, "name": name, "code": code, "type": kind, "sort": sort, "enums": None}
            account.put(fields_kind(catalog_id), field_id, field)
    return catalog


def element_create(*, account: Account, catalog_id: int, values: dict[str, Any], by: int) -> Document:
    """`values` as written, with `custom_fields` {field id: values}."""
    now = int(time())
    element = {
        "id": account.next_id("elements"),
        "name": values["name"],
        "created_by": by,
        "updated_by": by,
        "created_at": now,
        "updated_at": now,
        "is_deleted": None,
        "catalog_id": catalog_id,
        "values": {str(field_id): found for field_id, found in values["custom_fields"].items() if found},
    }
    account.put("elements", element["id"], element)
    _announce(account, element, "add")
    return element


def element_update(*, account: Account, element: Document, values: dict[str, Any], by: int) -> Document:
    element.update(name=values.get("name") or element["name"], updated_at=int(time()), updated_by=by)
    for field_id, found in values["custom_fields"].items():
        if found:
            element["values"][str(field_id)] = found
        else:
            element["values"].pop(str(field_id), None)
    account.put("elements", element["id"], element)
    _announce(account, element, "update")
    return element


def element_delete(*, account: Account, element: Document) -> None:
    """A person throws it away; the API has no call for it."""
    account.remove("elements", element["id"])
    item = {"id": element["id"], "catalog_id": element["catalog_id"], "type": "catalog"}
    account.announce("delete_catalog", entity="catalogs", action="delete", item=item)


def fields_kind(catalog_id: int) -> str:
    return f"catalogs/{catalog_id}_fields"


def _announce(account: Account, element: Document, action: str) -> None:
    item = {
        "id": element["id"],
        "date_create": element["created_at"],
        "date_modify": element["updated_at"],
        "created_by": element["created_by"],
        "modified_by": element["updated_by"],
        "catalog_id": element["catalog_id"],
        "name": element["name"],
        "deleted": 0,
        "custom_fields": custom_fields_payload(element, account.all(fields_kind(element["catalog_id"]))),
        "created_at": element["created_at"],
        "updated_at": element["updated_at"],
        "type": "catalog",
    }
    account.announce(f"{action}_catalog", entity="catalogs", action=action, item=item)
