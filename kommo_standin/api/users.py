"""/api/v4/users: administrators only"""

from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue

from kommo_standin.answers import hal, link_to
from kommo_standin.api.access import admin_required, current_account
from kommo_standin.api.paging import page_of
from kommo_standin.api.query import requested_with
from kommo_standin.errors import not_found
from kommo_standin.state import Document

blueprint = Blueprint("users", __name__, url_prefix="/users")

OPTIONAL = ("uuid", "amojo_id", "user_rank", "phone_number")


@blueprint.get("")
@admin_required()
def listed() -> ResponseReturnValue:
    return page_of("users", current_account().all("users"), user_shape, is_counted=True)


@blueprint.get("/<int:user_id>")
@admin_required()
def one(user_id: int) -> ResponseReturnValue:
    user = current_account().get("users", user_id)
    if user is None:
        raise not_found()
    return hal(user_shape(user))


def user_shape(user: Document) -> dict[str, Any]:
    extra = requested_with()
    embedded: dict[str, Any] = {}
    if "role" in extra:
        embedded["roles"] = []
    if "group" in extra:
        embedded["groups"] = [{"id": 0, "name": "Sales team"}]
    return {
        **{name: user[name] for name in ("id", "name", "email", "lang", "rights")},
        **{name: user.get(name) for name in OPTIONAL if name in extra},
        "_links": link_to(f"users/{user['id']}"),
        **({"_embedded": embedded} if embedded else {}),
    }
