"""Grants: authorization codes, access tokens, refresh tokens that work once, long-lived tokens."""

import base64
import json
import secrets
from time import time
from typing import Any

from kommo_standin.state import EVERYWHERE, Document, Store

CODES = "authorization_codes"
ACCESS = "access_tokens"
REFRESH = "refresh_tokens"
BASE_DOMAINS = {"kommo": "kommo.com", "amocrm": "amocrm.ru"}


def code_issue(
    *, store: Store, client_id: str, account_id: int, user_id: int, scopes: list[str], lifetime: float
) -> Document:
    """A code for one exchange within `lifetime` seconds."""
    code = "def50200" + secrets.token_hex(120)
    return _keep(store, CODES, code, client_id, account_id, user_id, scopes, time() + lifetime)


def access_token_issue(
    *,
    store: Store,
    client_id: str,
    account_id: int,
    user_id: int,
    scopes: list[str],
    lifetime: float,
    api_domain: str,
    base_domain: str = BASE_DOMAINS["kommo"],
) -> Document:
    """A JWT-shaped token. Its signature means nothing: like Kommo's, it cannot be checked outside."""
    _forget_expired(store, ACCESS)
    now = int(time())
    claims = {
        "aud": client_id,
        "jti": secrets.token_hex(40),
        "iat": now,
        "nbf": now,
        "exp": int(now + lifetime),
        "sub": str(user_id),
        "grant_type": "",
        "account_id": account_id,
        "base_domain": base_domain,
        "version": 2,
        "scopes": scopes,
        "api_domain": api_domain,
    }
    header = {"typ": "JWT", "alg": "RS256"}
    token = ".".join((_base64(_json(header)), _base64(_json(claims)), _base64(secrets.token_bytes(256))))
    return _keep(store, ACCESS, token, client_id, account_id, user_id, scopes, now + lifetime)


def refresh_token_issue(
    *, store: Store, client_id: str, account_id: int, user_id: int, scopes: list[str], lifetime: float
) -> Document:
    _forget_expired(store, REFRESH)
    token = "def50200" + secrets.token_hex(300)
    return _keep(store, REFRESH, token, client_id, account_id, user_id, scopes, time() + lifetime)


def is_expired(grant: Document) -> bool:
    return time() >= grant["expires_at"]


def access_tokens_expire(*, store: Store, account_id: int) -> int:
    """End the access tokens of an account at once; refresh tokens stay. Returns how many."""
    tokens = [token for token in store.all(EVERYWHERE, ACCESS) if token["account_id"] == account_id]
    for token in tokens:
        token["expires_at"] = 0
        store.put(EVERYWHERE, ACCESS, token["token"], token)
    return len(tokens)


def grants_revoke(*, store: Store, account_id: int, client_id: str | None) -> set[str]:
    """Take back everything an account granted, to one integration or to all. Returns the integrations concerned."""
    concerned = set()
    for kind in (CODES, ACCESS, REFRESH):
        for grant in store.all(EVERYWHERE, kind):
            if grant["account_id"] == account_id and client_id in (None, grant["client_id"]):
                concerned.add(grant["client_id"])
                store.remove(EVERYWHERE, kind, grant["token"])
    return concerned


def _keep(
    store: Store,
    kind: str,
    token: str,
    client_id: str,
    account_id: int,
    user_id: int,
    scopes: list[str],
    expires_at: float,
) -> Document:
    grant = {
        "token": token,
        "client_id": client_id,
        "account_id": account_id,
        "user_id": user_id,
        "scopes": scopes,
        "expires_at": expires_at,
        "is_used": False,
    }
    store.put(EVERYWHERE, kind, token, grant)
    return grant


def _forget_expired(store: Store, kind: str) -> None:
    for grant in store.all(EVERYWHERE, kind):
        if is_expired(grant):
            store.remove(EVERYWHERE, kind, grant["token"])


def _json(value: dict[str, Any]) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
