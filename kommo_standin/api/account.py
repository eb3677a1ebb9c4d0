"""/api/v4/account"""

from typing import Any
from uuid import NAMESPACE_URL, uuid5

from flask import Blueprint, g, request
from flask.typing import ResponseReturnValue

from kommo_standin.answers import hal, link_to
from kommo_standin.api.access import current_account
from kommo_standin.api.query import requested_with

blueprint = Blueprint("account", __name__)

PLAIN = [
    "id",
    "name",
    "subdomain",
    "created_at",
    "created_by",
    "updated_at",
    "updated_by",
    "current_user_id",
    "country",
    "currency",
    "currency_symbol",
    "customers_mode",
    "is_unsorted_on",
    "mobile_feature_version",
    "is_loss_reason_enabled",
    "is_helpbot_enabled",
    "is_technical_account",
    "contact_name_display_order",
    "language",
]
ENTITY_NAMES = {
    "leads": {"en": {"gender": "m", "plural_form": {"default": "leads"}, "singular_form": {"default": "lead"}}}
}
TASK_TYPES = [
    {"id": 1, "name": "Follow-up", "color": None, "icon_id": None, "code": "FOLLOW_UP"},
    {"id": 2, "name": "Meeting", "color": None, "icon_id": None, "code": "MEETING"},
]


@blueprint.get("/account")
def account() -> ResponseReturnValue:
    current = current_account()
    profile, extra = current.profile, requested_with()
    optional: dict[str, Any] = {
        "amojo_id": str(uuid5(NAMESPACE_URL, f"amojo/{current.id}")),
        "uuid": str(uuid5(NAMESPACE_URL, f"account/{current.id}")),
        "version": 16,
        "is_api_filter_enabled": False,
        "entity_names": ENTITY_NAMES,
        "drive_url": request.host_url.rstrip("/"),
    }
    embedded: dict[str, Any] = {
        "amojo_rights": {"can_direct": True, "can_create_groups": True},
        "users_groups": [{"id": 0, "name": "Sales team", "uuid": None}],
        "task_types": TASK_TYPES,
        "datetime_settings": {
            "date_pattern": "d.m.Y H:i",
            "short_date_pattern": "d.m.Y",
            "short_time_pattern": "H:i",
            "date_format": "d.m.Y",
            "time_format": "H:i:s",
            "timezone": profile["timezone"],
            "timezone_offset": profile["timezone_offset"],
        },
    }
    body = {name: profile[name] for name in PLAIN} | {name: value for name, value in optional.items() if name in extra}
    body |= {"current_user_id": g.grant["user_id"], "_links": link_to("account")}
    shown = {name: value for name, value in embedded.items() if name in extra}
    return hal(body | ({"_embedded": shown} if shown else {}))
