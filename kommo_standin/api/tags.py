"""/api/v4/{leads|contacts|companies|customers}/tags"""

from typing import Any

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from kommo_standin.answers import hal
from kommo_standin.api.access import current_account
from kommo_standin.api.body import read_items, refuse_if_wrong
from kommo_standin.api.paging import page_of
from kommo_standin.api.query import ids_of, query_filter, values_of
from kommo_standin.crm.tags import tag_for
from kommo_standin.state import Document

blueprint = Blueprint("tags", __name__, url_prefix="/<any(leads, contacts, companies, customers):entity_type>/tags")


@blueprint.get("")
def listed(entity_type: str) -> ResponseReturnValue:
    wanted, words = query_filter(), request.args.get("query", "").casefold()
    ids, names = ids_of(wanted.get("id")), values_of(wanted.get("name"))
    found = [
        tag
        for tag in current_account().all(f"{entity_type}_tags")
        if words in tag["name"].casefold() and (not ids or tag["id"] in ids) and (not names or tag["name"] in names)
    ]
    return page_of("tags", found, tag_shape)


@blueprint.post("")
def create(entity_type: str) -> ResponseReturnValue:
    """A name that exists gives the existing tag. Only tags of leads have a colour."""
    account = current_account()
    items = read_items()
    members = {"name": "string", "request_id": "string"} | ({"color": "string?"} if entity_type == "leads" else {})
    for item in items:
        item.check(members, required=("name",))
    refuse_if_wrong(items)
    made = []
    for item in items:
        wanted = {"name": item.values["name"], "color": item.values.get("color")}
        tag = tag_for(account, entity_type=entity_type, wanted=wanted)
        made.append({**tag_shape(tag), "request_id": item.request_id})
    return hal({"_total_items": len(made), "_embedded": {"tags": made}})


def tag_shape(tag: Document) -> dict[str, Any]:
    return {"id": tag["id"], "name": tag["name"], "color": tag["color"]}
