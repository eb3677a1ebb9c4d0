"""/api/v4/leads/loss_reasons"""

from time import time
from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue

from kommo_standin.answers import empty, hal, link_to
from kommo_standin.api.access import admin_required, current_account
from kommo_standin.api.body import read_item, read_items, refuse_if_wrong
from kommo_standin.api.paging import page_of
from kommo_standin.errors import not_found
from kommo_standin.state import Document

blueprint = Blueprint("loss_reasons", __name__, url_prefix="/leads/loss_reasons")

KIND = "loss_reasons"
WRITABLE = {"name": "string", "sort": "int", "request_id": "string"}


@blueprint.get("")
def listed() -> ResponseReturnValue:
    return page_of(KIND, current_account().all(KIND), reason_shape)


@blueprint.get("/<int:reason_id>")
def one(reason_id: int) -> ResponseReturnValue:
    return hal(reason_shape(_existing(reason_id)))


@blueprint.post("")
@admin_required()
def create() -> ResponseReturnValue:
    account = current_account()
    items = read_items()
    for item in items:
        item.check(WRITABLE, required=("name",))
    refuse_if_wrong(items)
    made = []
    for item in items:
        reason_id, now = account.next_id(KIND), int(time())
        members = {"name": item.values["name"], "sort": item.values.get("sort", 100000)}
        reason = {"id": reason_id, **members, "created_at": now, "updated_at": now}
        made.append({**reason_shape(account.put(KIND, reason_id, reason)), "request_id": item.request_id})
    return hal({"_total_items": len(made), "_embedded": {KIND: made}})


@blueprint.patch("/<int:reason_id>")
@admin_required()
def update(reason_id: int) -> ResponseReturnValue:
    reason = _existing(reason_id)
    item = read_item()
    item.check(WRITABLE)
    refuse_if_wrong([item])
    reason.update({name: item.values[name] for name in ("name", "sort") if name in item.values})
    reason["updated_at"] = int(time())
    current_account().put(KIND, reason_id, reason)
    return hal(reason_shape(reason))


@blueprint.delete("/<int:reason_id>")
@admin_required()
def delete(reason_id: int) -> ResponseReturnValue:
    _existing(reason_id)
    current_account().remove(KIND, reason_id)
    return empty()


def reason_shape(reason: Document) -> dict[str, Any]:
    return {**reason, "_links": link_to(f"leads/loss_reasons/{reason['id']}")}


def _existing(reason_id: int) -> Document:
    reason = current_account().get(KIND, reason_id)
    if reason is None:
        raise not_found()
    return reason
