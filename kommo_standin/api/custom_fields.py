"""/api/v4/{leads|contacts|companies|customers}/custom_fields"""

from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue

from kommo_standin.accounts import Account
from kommo_standin.answers import hal, link_to
from kommo_standin.api.access import current_account
from kommo_standin.api.paging import page_of
from kommo_standin.api.query import query_filter, values_of
from kommo_standin.errors import not_found
from kommo_standin.state import Document

blueprint = Blueprint(
    "custom_fields", __name__, url_prefix="/<any(leads, contacts, companies, customers):entity_type>/custom_fields"
)


@blueprint.get("")
def listed(entity_type: str) -> ResponseReturnValue:
    account = current_account()
    types = values_of(query_filter().get("type"))
    fields = [field for field in account.all(f"{entity_type}_fields") if not types or field["type"] in types]
    return page_of(
        "custom_fields",
        fields,
        lambda field: field_shape(account, entity_type, field),
        order=("sort", "id"),
        is_counted=True,
    )


@blueprint.get("/<int:field_id>")
def one(entity_type: str, field_id: int) -> ResponseReturnValue:
    account = current_account()
    return hal(field_shape(account, entity_type, existing_field(account, entity_type, field_id)))


def existing_field(account: Account, entity_type: str, field_id: int) -> Document:
    field = account.get(f"{entity_type}_fields", field_id)
    if field is None:
        raise not_found("Custom field not found")
    return field


def field_shape(account: Account, entity_type: str, field: Document) -> dict[str, Any]:
    is_predefined = field["code"] is not None
    shape = {
        "id": field["id"],
        "name": field["name"],
        "type": field["type"],
        "account_id": account.id,
        "code": field["code"],
        "sort": field["sort"],
        "is_api_only": field.get("is_api_only", False),
        "enums": field["enums"],
        "group_id": field.get("group_id"),
        "required_statuses": field.get("required_statuses") or [],
        "hidden_statuses": field.get("hidden_statuses") or [],
        "is_deletable": not is_predefined,
        "is_predefined": is_predefined,
        "entity_type": entity_type,
        "remind": "never" if field["type"] == "birthday" else None,
        "currency": account.profile["currency"] if field["type"] == "monetary" else None,
    }
    if field["type"] == "chained_list":
        shape["chained_lists"] = field.get("chained_lists")
    return {**shape, "_links": link_to(f"{entity_type}/custom_fields/{field['id']}")}
