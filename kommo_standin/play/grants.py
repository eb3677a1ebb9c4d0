"""Under /_play: integrations, consent and tokens without the page."""

import hmac
from hashlib import sha256
from urllib.parse import urlencode

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from kommo_standin.api.webhooks import is_deliverable
from kommo_standin.consent import redirect_location
from kommo_standin.errors import BadInput, Unknown
from kommo_standin.hooks.sender import Delivery
from kommo_standin.integrations import SCOPES, integration_register
from kommo_standin.kommo import Kommo, current_kommo
from kommo_standin.play.inputs import Body, existing, read_account, read_body
from kommo_standin.state import EVERYWHERE, Document
from kommo_standin.tokens import access_token_issue, access_tokens_expire, grants_revoke

blueprint = Blueprint("grants", __name__)

FIVE_YEARS = 5 * 365 * 86400


@blueprint.post("/integrations")
def register() -> ResponseReturnValue:
    body = read_body()
    urls = {name: body.text(name, None) for name in ("redirect_uri", "disconnect_url")}
    for name, url in urls.items():
        if url is not None and not is_deliverable(url):
            raise BadInput(name, "must be an http or https URL")
    if urls["redirect_uri"] is None:
        raise BadInput("redirect_uri", "is required")
    integration = integration_register(
        store=current_kommo().store,
        client_id=body.text("client_id"),
        client_secret=body.text("client_secret"),
        redirect_uri=urls["redirect_uri"],
        disconnect_url=urls["disconnect_url"],
        name=body.text("name", "Integration"),
        scopes=tuple(body.texts("scopes", list(SCOPES))),
    )
    return {name: integration[name] for name in ("client_id", "redirect_uri", "name", "disconnect_url", "scopes")}, 201


@blueprint.post("/consent")
def decide() -> ResponseReturnValue:
    """What the buttons of the consent page do; `allow` defaults to true."""
    body = read_body()
    location = redirect_location(
        current_kommo(),
        _read_integration(body),
        account=read_account(body),
        state=body.text("state", ""),
        is_allowed=body.flag("allow", True),
    )
    return {"location": location}


@blueprint.post("/token")
def token() -> ResponseReturnValue:
    """A long-lived token. `expires_in` in seconds (default: five years); `user_id` defaults to the administrator."""
    body = read_body()
    account = read_account(body)
    user = existing(account, "users", body.id("user_id", account.profile["current_user_id"]), named="user")
    grant = access_token_issue(
        store=current_kommo().store,
        client_id=_read_integration(body)["client_id"],
        account_id=account.id,
        user_id=user["id"],
        scopes=body.texts("scopes", list(SCOPES)),
        lifetime=min(body.number("expires_in", FIVE_YEARS), FIVE_YEARS),
        api_domain=request.host,
    )
    return {"access_token": grant["token"], "account_id": account.id}


@blueprint.post("/expire")
def expire() -> ResponseReturnValue:
    """End the access tokens of an account; its refresh tokens go on working."""
    account = read_account(read_body())
    return {"expired": access_tokens_expire(store=current_kommo().store, account_id=account.id)}


@blueprint.post("/revoke")
def revoke() -> ResponseReturnValue:
    """Take back every grant of an account (to one `client_id`, or to all) and call the disconnect hooks."""
    body = read_body()
    account, kommo = read_account(body), current_kommo()
    client_id = body.text("client_id", None)
    concerned = grants_revoke(store=kommo.store, account_id=account.id, client_id=client_id)
    for integration_id in concerned:
        integration = kommo.store.get(EVERYWHERE, "integrations", integration_id)
        if integration and integration["disconnect_url"]:
            _call_disconnect_hook(kommo, integration, account.id)
    return {"revoked": sorted(concerned)}


def _read_integration(body: Body) -> Document:
    """The integration of `client_id`, by default the one that is there from the start."""
    kommo = current_kommo()
    if not body.has("client_id"):
        return kommo.store.all(EVERYWHERE, "integrations")[0]
    client_id = body.text("client_id")
    integration = kommo.store.get(EVERYWHERE, "integrations", client_id)
    if integration is None:
        raise Unknown("client_id", client_id[:50])
    return integration


def _call_disconnect_hook(kommo: Kommo, integration: Document, account_id: int) -> None:
    client_id = integration["client_id"]
    message = f"{client_id}|{account_id}".encode()
    signature = hmac.new(integration["client_secret"].encode(), message, sha256).hexdigest()
    query = urlencode({"account_id": account_id, "client_uuid": client_id, "signature": signature})
    separator = "&" if "?" in integration["disconnect_url"] else "?"
    url = f"{integration['disconnect_url']}{separator}{query}"
    kommo.hooks.sender.enqueue(Delivery(account_id=account_id, url=url, body="", method="GET"))
