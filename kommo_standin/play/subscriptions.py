"""Under /_play: what becomes of an account's webhooks without the API."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from kommo_standin.hooks.subscriptions import KIND
from kommo_standin.play.inputs import read_account, read_body

blueprint = Blueprint("subscriptions", __name__)


@blueprint.post("/webhooks/disable")
def disable() -> ResponseReturnValue:
    """Switch every webhook of the account off, as after too many bad answers."""
    account = read_account(read_body())
    hooks = account.all(KIND)
    for hook in hooks:
        account.put(KIND, hook["id"], hook | {"disabled": True})
    return {"disabled": len(hooks)}


@blueprint.post("/webhooks/remove")
def remove() -> ResponseReturnValue:
    """Remove every webhook of the account, as an administrator can in Kommo."""
    account = read_account(read_body())
    hooks = account.all(KIND)
    for hook in hooks:
        account.remove(KIND, hook["id"])
    return {"removed": len(hooks)}
