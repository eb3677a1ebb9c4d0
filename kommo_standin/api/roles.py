"""/api/v4/roles: administrators only"""

from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue

from kommo_standin.answers import hal, link_to
from kommo_standin.api.access import admin_required, current_account
from kommo_standin.api.paging import page_of
from kommo_standin.api.query import requested_with
from kommo_standin.errors import not_found
from kommo_standin.state import Document

blueprint = Blueprint("roles", __name__, url_prefix="/roles")


@blueprint.get("")
@admin_required()
def listed() -> ResponseReturnValue:
    return page_of("roles", current_account().all("roles"), role_shape, is_counted=True)


@blueprint.get("/<int:role_id>")
@admin_required()
def one(role_id: int) -> ResponseReturnValue:
    role = current_account().get("roles", role_id)
    if role is None:
        raise not_found()
    return hal(role_shape(role))


def role_shape(role: Document) -> dict[str, Any]:
    users = [{"id": user["id"]} for user in current_account().all("users") if user["rights"]["role_id"] == role["id"]]
    embedded = {"_embedded": {"users": users}} if "users" in requested_with() else {}
    return {**role, "_links": link_to(f"roles/{role['id']}"), **embedded}
