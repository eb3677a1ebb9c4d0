"""The request of a bot's widget step: a token signed with the integration's secret, the data, where to answer."""

import base64
import hashlib
import hmac
import json
from time import time
from typing import Any
from uuid import uuid4

from kommo_standin.accounts import Account
from kommo_standin.hooks.form import encode_form
from kommo_standin.hooks.sender import Delivery
from kommo_standin.kommo import Kommo
from kommo_standin.state import EVERYWHERE, Document

DIGESTS = {"HS256": hashlib.sha256, "HS384": hashlib.sha384, "HS512": hashlib.sha512}


def widget_request(
    *, kommo: Kommo, account: Account, run: Document, url: str, data: dict[str, str], as_form: bool
) -> None:
    """Send it once. The integration is the account's newest one: it is the one whose widget is installed."""
    integration = kommo.store.all(EVERYWHERE, "integrations")[-1]
    profile = account.profile
    claims = {
        "iss": kommo.settings.public_url,
        "aud": url,
        "iat": int(time()),
        "nbf": int(time()),
        "jti": str(uuid4()),
        "account_id": account.id,
        "subdomain": profile["subdomain"],
        "client_uuid": integration["client_id"],
        "entity_type": "lead",
        "entity_id": run["lead_id"],
    }
    body = {
        "token": jwt_sign(claims, secret=integration["client_secret"], algorithm=kommo.settings.widget_algorithm),
        "data": data,
        "return_url": (f"{kommo.settings.public_url}/api/v4/salesbot/{run['bot_id']}/continue/{run['continue_id']}"),
    }
    kommo.hooks.sender.enqueue(
        Delivery(
            account_id=account.id,
            url=url,
            body=encode_form(body) if as_form else json.dumps(body, ensure_ascii=False),
            content_type="application/x-www-form-urlencoded" if as_form else "application/json",
        )
    )


def jwt_sign(claims: dict[str, Any], *, secret: str, algorithm: str) -> str:
    head = {"typ": "JWT", "alg": algorithm}
    signed = f"{_base64(json.dumps(head).encode())}.{_base64(json.dumps(claims).encode())}"
    signature = hmac.new(secret.encode(), signed.encode(), DIGESTS[algorithm]).digest()
    return f"{signed}.{_base64(signature)}"


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
