"""OAuth 2.0 with Kommo: the address of the consent, the two grants of the token endpoint, an account's host."""

import base64
import binascii
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from crm_kommo.client import errors
from crm_kommo.client.limiter import shared_limiter
from crm_kommo.client.transport import Transport
from crm_kommo.client.values import object_of, required_id, text
from crm_kommo.registrations import Registration
from tenants.errors import InvalidInput

# One label in front of a domain of Kommo's. The client secret travels to this host, so nothing else will do.
KOMMO_HOST = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.(?:kommo\.com|amocrm\.ru|amocrm\.com)")
CALLBACK_PATH = "/api/integrations/kommo/oauth/callback"
DEFAULT_LIFE = 86_400
# Seconds that a person who has just consented may wait for a free slot.
CODE_WAITS = 25.0


@dataclass(frozen=True, slots=True)
class Grant:
    """`api_domain` is a hint read from the token, "" when it has none. `refresh_token` works once."""

    access_token: str
    refresh_token: str
    expires_at: datetime
    api_domain: str


def redirect_uri() -> str:
    """Must equal, to the letter, what is registered with the integration."""
    return settings.PUBLIC_URL + CALLBACK_PATH


def authorize_url(*, registration: Registration, state: str) -> str:
    return f"{registration.oauth_url}?{urlencode({'client_id': registration.client_id, 'state': state})}"


def account_base_url(referer: str) -> str:
    """Scheme and host of the account that `referer` names, as a bare host or with https://.

    Raises InvalidInput (referer) for every host that is not Kommo's.
    """
    host = referer.lower().removeprefix("https://")
    if host.removeprefix("http://") in settings.OUTSIDE_ALLOWED:
        return f"http://{host.removeprefix('http://')}"
    if KOMMO_HOST.fullmatch(host):
        return f"https://{host}"
    raise InvalidInput(_("This is not an address of a Kommo account."), field="referer", code="foreign_host")


def exchange_code(*, base_url: str, code: str, registration: Registration) -> Grant:
    """Raises client errors; GrantRefused when the code is spent, expired or not ours."""
    return _grant(base_url, registration, within=CODE_WAITS, grant_type="authorization_code", code=code)


def exchange_refresh_token(*, base_url: str, refresh_token: str, registration: Registration, within: float) -> Grant:
    """A new pair; the one before is dead afterwards. Begun `within` seconds or not at all. Raises client errors."""
    return _grant(base_url, registration, within=within, grant_type="refresh_token", refresh_token=refresh_token)


def account_whereabouts(*, api_domain: str, refresh_token: str, within: float) -> tuple[int, str]:
    """The account's id and its base_url of today, by a refresh token that is still good, which this does not spend.

    Raises InvalidInput (referer) when a host is none of Kommo's, and client errors.
    """
    transport = Transport(
        base_url=account_base_url(api_domain), access=None, limiter=shared_limiter, deadline_seconds=within
    )
    answer = object_of(transport.get("/oauth2/account/current/subdomain", headers={"X-Refresh-Token": refresh_token}))
    return required_id(answer), account_base_url(text(answer.get("domain")))


def _grant(base_url: str, registration: Registration, *, within: float, **grant: str) -> Grant:
    transport = Transport(base_url=base_url, access=None, limiter=shared_limiter, deadline_seconds=within)
    body = {
        "client_id": registration.client_id,
        "client_secret": registration.client_secret,
        "redirect_uri": redirect_uri(),
        **grant,
    }
    try:
        answer = transport.send("POST", "/oauth2/access_token", json=body)
    except (errors.Invalid, errors.Unauthorized) as error:
        # Both were seen for the same faults: a spent code or token, a wrong secret, another redirect address.
        raise errors.GrantRefused(error.detail, status=error.status) from error
    return _read_grant(answer)


def _read_grant(answer: Any) -> Grant:
    if not isinstance(answer, Mapping) or not answer.get("access_token"):
        raise errors.UnreadableAnswer("The token endpoint gave no access token.")
    if not answer.get("refresh_token"):
        # The token that was sent is spent all the same, so there is nothing left to try again with.
        raise errors.GrantRefused("The token endpoint gave no refresh token.")
    life = answer.get("expires_in")
    access_token = str(answer["access_token"])
    return Grant(
        access_token=access_token,
        refresh_token=str(answer["refresh_token"]),
        expires_at=timezone.now() + timedelta(seconds=life if isinstance(life, int) and life > 0 else DEFAULT_LIFE),
        api_domain=str(token_claims(access_token).get("api_domain", ""))[:255],
    )


def token_claims(token: str) -> dict[str, Any]:
    """The claims of a JWT, unverified and so only ever a hint; empty for an opaque token."""
    parts = token.split(".")
    if len(parts) != 3:
        return {}
    try:
        claims = json.loads(base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4)))
    except (binascii.Error, ValueError):
        return {}
    return claims if isinstance(claims, dict) else {}
