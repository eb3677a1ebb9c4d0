"""The consent page: a person chooses the account and says yes or no."""

from urllib.parse import urlencode

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue

from kommo_standin.accounts import Account
from kommo_standin.kommo import Kommo, current_kommo
from kommo_standin.page.views import page
from kommo_standin.residence import host_of
from kommo_standin.state import EVERYWHERE, Document
from kommo_standin.tokens import code_issue

PLATFORMS = {"amocrm": 1, "kommo": 2}

blueprint = Blueprint("consent", __name__)


@blueprint.get("/oauth")
def ask() -> ResponseReturnValue:
    """Who asks, for which account. `redirect_uri` in the query is ignored: the stored one is used."""
    kommo = current_kommo()
    integration = kommo.store.get(EVERYWHERE, "integrations", request.args.get("client_id", ""))
    if integration is None:
        return page("consent_unknown.html"), 404
    return page(
        "consent.html",
        integration=integration,
        accounts=[account.profile for account in kommo.accounts()],
        state=request.args.get("state", ""),
    )


@blueprint.post("/oauth")
def decide() -> ResponseReturnValue:
    kommo = current_kommo()
    integration = kommo.store.get(EVERYWHERE, "integrations", request.form.get("client_id", ""))
    chosen = [account for account in kommo.accounts() if str(account.id) == request.form.get("account")]
    if integration is None or not chosen:
        return page("consent_unknown.html"), 400
    is_allowed = request.form.get("decision") == "allow"
    state = request.form.get("state", "")
    return redirect(redirect_location(kommo, integration, account=chosen[0], state=state, is_allowed=is_allowed))


def redirect_location(kommo: Kommo, integration: Document, *, account: Account, state: str, is_allowed: bool) -> str:
    """Where the browser goes after the decision: the stored redirect URI with a fresh code, or with the refusal."""
    if is_allowed:
        code = code_issue(
            store=kommo.store,
            client_id=integration["client_id"],
            account_id=account.id,
            user_id=account.profile["current_user_id"],
            scopes=integration["scopes"],
            lifetime=kommo.settings.code_lifetime,
        )
        parameters = {"code": code["token"], "referer": host_of(account)}
        platform = PLATFORMS[account.profile.get("brand", "kommo")]
        if state:
            parameters["state"] = state
        parameters |= {"client_id": integration["client_id"], "platform": str(platform)}
    else:
        parameters = {"error": "access_denied", "client_id": integration["client_id"]}
        if state:
            parameters["state"] = state
    separator = "&" if "?" in integration["redirect_uri"] else "?"
    return f"{integration['redirect_uri']}{separator}{urlencode(parameters)}"
