"""/api/v4/webhooks: administrators only"""

from time import time
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, g, request
from flask.typing import ResponseReturnValue

from kommo_standin.answers import empty, hal
from kommo_standin.api.access import admin_required, current_account
from kommo_standin.api.body import read_item, refuse_if_wrong
from kommo_standin.api.query import query_filter
from kommo_standin.brands import brand_of
from kommo_standin.errors import Problem, not_found
from kommo_standin.hooks.codes import SUBSCRIPTION_CODES
from kommo_standin.hooks.subscriptions import KIND
from kommo_standin.state import Document

blueprint = Blueprint("webhooks", __name__, url_prefix="/webhooks")

MOST_WEBHOOKS = 100
PLAIN = ("id", "destination", "created_at", "updated_at", "account_id", "created_by", "sort", "disabled", "settings")


@blueprint.get("")
@admin_required(401)
def listed() -> ResponseReturnValue:
    wanted = query_filter().get("destination")
    found = [hook for hook in current_account().all(KIND) if wanted in (None, hook["destination"])]
    if not found:
        return empty()
    return hal({"_total_items": len(found), "_embedded": {"webhooks": [webhook_shape(hook) for hook in found]}})


@blueprint.post("")
@admin_required(401)
def subscribe() -> ResponseReturnValue:
    """Subscribe, or replace the codes of a destination that is subscribed already and switch it on again."""
    account = current_account()
    item = read_item()
    item.check({"destination": "string", "settings": "array", "sort": "int"}, required=("destination", "settings"))
    if not item.errors:
        if not is_deliverable(item.values["destination"]):
            item.complain("destination", "InvalidUrl", "Invalid URL")
        for index, code in enumerate(item.values["settings"]):
            if not isinstance(code, str) or code not in SUBSCRIPTION_CODES:
                item.not_a_choice(f"settings.{index}")
    refuse_if_wrong([item])
    now, hooks = int(time()), account.all(KIND)
    hook = next((hook for hook in hooks if hook["destination"] == item.values["destination"]), None)
    if hook is None:
        if len(hooks) >= MOST_WEBHOOKS:
            raise Problem(422, f"No more than {MOST_WEBHOOKS} webhooks")
        hook = {
            "id": account.next_id(KIND),
            "destination": item.values["destination"],
            "created_at": now,
            "account_id": account.id,
            "created_by": g.grant["user_id"],
        }
    hook.update(
        updated_at=now,
        sort=item.values.get("sort", hook.get("sort", len(hooks) + 1)),
        disabled=False,
        settings=list(dict.fromkeys(item.values["settings"])),
        failures=[],
    )
    account.put(KIND, hook["id"], hook)
    return hal(webhook_shape(hook), brand_of(account).webhook_created)


@blueprint.delete("")
@admin_required()
def unsubscribe() -> ResponseReturnValue:
    account = current_account()
    body = request.get_json(force=True, silent=True)
    destination = body.get("destination") if isinstance(body, dict) else None
    hook = next((hook for hook in account.all(KIND) if hook["destination"] == destination), None)
    if hook is None:
        raise not_found("Webhook not found")
    account.remove(KIND, hook["id"])
    return empty()


def webhook_shape(hook: Document) -> dict[str, Any]:
    return {name: hook[name] for name in PLAIN}


def is_deliverable(destination: str) -> bool:
    """An http(s) URL with an ASCII host: Kommo takes no Cyrillic domains."""
    try:
        parts = urlsplit(destination)
        has_valid_port = parts.port is None or parts.port > 0
    except ValueError:
        return False
    host = parts.hostname or ""
    return (
        parts.scheme in ("http", "https")
        and bool(host)
        and host.isascii()
        and has_valid_port
        and " " not in destination
    )
