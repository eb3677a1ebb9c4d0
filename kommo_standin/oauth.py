"""The token endpoint, and the question where an account lives now."""

from collections.abc import Callable
from time import time
from typing import Any

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from kommo_standin import residence
from kommo_standin.errors import Problem
from kommo_standin.kommo import Kommo, current_kommo
from kommo_standin.state import EVERYWHERE, Document
from kommo_standin.tokens import CODES, REFRESH, access_token_issue, is_expired, refresh_token_issue

blueprint = Blueprint("oauth", __name__, url_prefix="/oauth2")

WRONG_REQUEST = "The request lacks parameters, or some are invalid."
WRONG_CLIENT = "Client authentication failed."


@blueprint.post("/access_token")
def exchange() -> ResponseReturnValue:
    """Give tokens for a code or for a refresh token. JSON only; a form is refused like an unknown client."""
    kommo = current_kommo()
    body = request.get_json(silent=True) if request.is_json else None
    if not isinstance(body, dict):
        raise Problem(401, WRONG_CLIENT)
    integration = _integration(kommo, body)
    grant_type = _text(body, "grant_type")
    if grant_type not in GRANT_TYPES:
        raise _refusal("Check the `grant_type` parameter")
    if gone := _refusal_of_account(kommo, body):
        return gone
    grant = GRANT_TYPES[grant_type](kommo, integration, body)
    return jsonify(_tokens(kommo, grant))


@blueprint.get("/account/current/subdomain")
def current_subdomain() -> ResponseReturnValue:
    """Name the account of an active refresh token, and the host where it lives. Answers on every host."""
    kommo = current_kommo()
    grant = kommo.store.get(EVERYWHERE, REFRESH, request.headers.get("X-Refresh-Token", ""))
    if grant is None or grant["is_used"] or is_expired(grant):
        raise Problem(401, "Invalid refresh token")
    account = kommo.account(grant["account_id"])
    return jsonify(
        {
            "id": account.id,
            "subdomain": account.profile["subdomain"],
            "domain": residence.host_of(account),
            "top_level_domain": residence.base_domain(account).rpartition(".")[2],
        }
    )


def _integration(kommo: Kommo, body: dict[str, Any]) -> Document:
    integration = kommo.store.get(EVERYWHERE, "integrations", _text(body, "client_id"))
    if integration is None:
        raise _refusal("Check the `client_id` parameter")
    if _text(body, "client_secret") != integration["client_secret"]:
        raise _refusal("Check the `client_secret` parameter")
    if _text(body, "redirect_uri") != integration["redirect_uri"]:
        raise _refusal("Redirect URI is not associated with client")
    return integration


def _refusal_of_account(kommo: Kommo, body: dict[str, Any]) -> ResponseReturnValue | None:
    """An account that is gone, or lives on another host, has no tokens to give; what was sent is not spent."""
    grant = kommo.store.get(EVERYWHERE, CODES, _text(body, "code")) or kommo.store.get(
        EVERYWHERE, REFRESH, _text(body, "refresh_token")
    )
    if grant is None:
        return None
    account = kommo.account(grant["account_id"])
    if account.profile.get("is_gone"):
        raise _refusal("Invalid account")
    return residence.not_here(account)


def _use_code(kommo: Kommo, integration: Document, body: dict[str, Any]) -> Document:
    code = kommo.store.get(EVERYWHERE, CODES, _text(body, "code"))
    if code is None or code["client_id"] != integration["client_id"]:
        raise _refusal("Cannot decrypt the authorization code")
    if code["is_used"]:
        raise _refusal("Authorization code has been revoked")
    if is_expired(code):
        raise _refusal("Authorization code has expired")
    code["is_used"] = True
    kommo.store.put(EVERYWHERE, CODES, code["token"], code)
    return code


def _use_refresh_token(kommo: Kommo, integration: Document, body: dict[str, Any]) -> Document:
    grant = kommo.store.get(EVERYWHERE, REFRESH, _text(body, "refresh_token"))
    if grant is None or grant["client_id"] != integration["client_id"]:
        raise _refusal("Invalid refresh token")
    if grant["is_used"] or is_expired(grant):
        raise _refusal("Token has been revoked", status=401)
    grant["is_used"] = True
    kommo.store.put(EVERYWHERE, REFRESH, grant["token"], grant)
    return grant


def _tokens(kommo: Kommo, grant: Document) -> dict[str, Any]:
    owner = {name: grant[name] for name in ("client_id", "account_id", "user_id", "scopes")}
    settings, account = kommo.settings, kommo.account(grant["account_id"])
    access = access_token_issue(
        store=kommo.store,
        **owner,
        lifetime=settings.access_token_lifetime,
        api_domain=residence.common_host(account),
        base_domain=residence.base_domain(account),
    )
    refresh = refresh_token_issue(store=kommo.store, **owner, lifetime=settings.refresh_token_lifetime)
    tokens = {
        "token_type": "Bearer",
        "expires_in": settings.access_token_lifetime,
        "server_time": int(time()),
        "access_token": access["token"],
        "refresh_token": refresh["token"],
    }
    return tokens if settings.refresh_token_in_answer else tokens | {"refresh_token": None}


GRANT_TYPES: dict[str, Callable[[Kommo, Document, dict[str, Any]], Document]] = {
    "authorization_code": _use_code,
    "refresh_token": _use_refresh_token,
}


def _text(body: dict[str, Any], name: str) -> str:
    value = body.get(name)
    return value if isinstance(value, str) else ""


def _refusal(hint: str, *, status: int = 400) -> Problem:
    return Problem(status, WRONG_REQUEST, hint=hint)
