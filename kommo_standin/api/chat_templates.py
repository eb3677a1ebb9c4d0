"""/api/v4/chats/templates"""

from time import time
from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue

from kommo_standin.answers import hal, link_to
from kommo_standin.api.access import current_account
from kommo_standin.api.body import Item, read_items, refuse_if_wrong
from kommo_standin.api.paging import page_of
from kommo_standin.api.query import query_filter, requested_with, values_of
from kommo_standin.errors import not_found
from kommo_standin.state import Document

blueprint = Blueprint("chat_templates", __name__, url_prefix="/chats/templates")

KIND = "chat_templates"
MEMBERS = {
    "name": "string",
    "content": "string",
    "external_id": "string?",
    "type": "string",
    "is_editable": "bool",
    "buttons": "array",
    "attachment": "object?",
    "waba_footer": "string",
    "waba_category": "string",
    "waba_language": "string",
    "waba_examples": "object",
    "waba_header": "string?",
    "waba_header_type": "string?",
    "request_id": "string",
}
FIRST_VALUES = {
    "buttons": [],
    "attachment": None,
    "is_editable": True,
    "external_id": None,
    "type": "amocrm",
    "waba_footer": "",
    "waba_category": "",
    "waba_language": "",
    "waba_examples": [],
    "waba_header": None,
    "waba_header_type": None,
}


@blueprint.get("")
def listed() -> ResponseReturnValue:
    wanted = values_of(query_filter().get("external_id"))
    found = [template for template in current_account().all(KIND) if not wanted or template["external_id"] in wanted]
    return page_of("chat_templates", found, template_shape)


@blueprint.get("/<int:template_id>")
def one(template_id: int) -> ResponseReturnValue:
    template = current_account().get(KIND, template_id)
    if template is None:
        raise not_found("Template not found")
    return hal(template_shape(template))


@blueprint.post("")
def create() -> ResponseReturnValue:
    items = read_items()
    for item in items:
        item.check(MEMBERS, required=("name", "content"))
        if item.values.get("type", "amocrm") not in ("amocrm", "waba"):
            item.not_a_choice("type")
    refuse_if_wrong(items)
    made = [template_shape(_create(item)) | {"request_id": item.request_id} for item in items]
    return hal({"_total_items": len(made), "_embedded": {"chat_templates": made}})


def template_shape(template: Document) -> dict[str, Any]:
    shown = {name: value for name, value in template.items() if name != "reviews"}
    reviews = {"_embedded": {"reviews": template["reviews"]}} if "reviews" in requested_with() else {}
    return {**shown, **reviews, "_links": link_to(f"chats/templates/{template['id']}")}


def _create(item: Item) -> Document:
    account, now = current_account(), int(time())
    template_id = account.next_id(KIND)
    template = {
        "id": template_id,
        "account_id": account.id,
        **FIRST_VALUES,
        **{name: value for name, value in item.values.items() if name != "request_id"},
        "created_at": now,
        "updated_at": now,
        "review_status": None,
        "is_on_review": False,
        "reviews": [],
    }
    return account.put(KIND, template_id, template)
