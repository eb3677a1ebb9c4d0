"""Is a request of a bot's widget step really Kommo's? Its token is signed with the secret of our integration there."""

import time
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import jwt

from crm_kommo.payloads.scalars import entity_id
from crm_kommo.registrations import registration_with

# Which of them Kommo uses is not documented; its own library expects the last. None of them is "none".
ALGORITHMS = ["HS256", "HS384", "HS512"]
CLOCK_SKEW_SECONDS = 60
# For a token that says when it was made and not when it ends.
LIVES_SECONDS = 15 * 60
# Words in the documentation, the number in Kommo's own library.
LEAD_TYPES = {"", "2", "lead", "leads"}
# The token is addressed to whatever the bot calls, and its other claims are of no use here.
OPTIONS = {"verify_aud": False, "verify_sub": False, "verify_jti": False}


class TokenRefused(Exception):
    """The text says why, for the log: never for who sent it."""


@dataclass(frozen=True, slots=True)
class WidgetToken:
    """`lead_id`: that the token names, if any. `digest`: 32 bytes by which the token is known when it comes again."""

    lead_id: int | None
    digest: bytes


def widget_token(token: str, *, account_id: int | None) -> WidgetToken:
    """What the token says. Raises TokenRefused unless Kommo signed it for us and for this account, and lately.

    One that says neither when it was made nor when it ends is good too: that it is used once is the caller's care.
    """
    try:
        registration = registration_with(_client_id(token))
        if registration is None:
            raise TokenRefused("another integration")
        claims = jwt.decode(
            token,
            registration.client_secret,
            algorithms=ALGORITHMS,
            options=OPTIONS,
            leeway=CLOCK_SKEW_SECONDS,
        )
    except (jwt.PyJWTError, UnicodeError, RecursionError, OverflowError, TypeError) as error:
        raise TokenRefused(type(error).__name__) from error
    if account_id is None or str(claims.get("account_id")) != str(account_id):
        raise TokenRefused("another account")
    if claims.get("exp") is None and _is_old(claims.get("iat")):
        raise TokenRefused("made long ago")
    is_of_lead = str(claims.get("entity_type") or "").lower() in LEAD_TYPES
    return WidgetToken(
        lead_id=entity_id(str(claims.get("entity_id", ""))) if is_of_lead else None,
        # Of what is signed: the signature itself can be spelled in several ways.
        digest=sha256(token.rpartition(".")[0].encode()).digest(),
    )


def _is_old(made_at: Any) -> bool:
    """Seconds since 1970, as PyJWT has checked; None when the token does not say."""
    return made_at is not None and float(made_at) < time.time() - LIVES_SECONDS - CLOCK_SKEW_SECONDS


def _client_id(token: str) -> str:
    """Of which registration the token says it is: that only chooses the secret, with which it must be signed."""
    claims = jwt.decode(token, options={"verify_signature": False})
    # One brand's page says client_uid, the other's library client_uuid.
    return str(claims.get("client_uuid") or claims.get("client_uid") or "")
