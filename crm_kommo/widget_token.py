"""Is a request of a bot's widget step really Kommo's? Its token is signed with the secret of our integration there."""

from typing import Any

import jwt

from crm_kommo.registrations import registration_with

# Which of them Kommo uses is not documented; its own library expects the last. None of them is "none".
ALGORITHMS = ["HS256", "HS384", "HS512"]
CLOCK_SKEW_SECONDS = 60
# The token is addressed to whatever the bot calls, and its other claims are of no use here.
OPTIONS = {"verify_aud": False, "verify_sub": False, "verify_jti": False}


class TokenRefused(Exception):
    """The text says why, for the log: never for who sent it."""


def widget_claims(token: str, *, account_id: int | None) -> dict[str, Any]:
    """What the token says. Raises TokenRefused unless Kommo signed it for us and for this account."""
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
    except jwt.PyJWTError as error:
        raise TokenRefused(type(error).__name__) from error
    if account_id is None or str(claims.get("account_id")) != str(account_id):
        raise TokenRefused("another account")
    return claims


def _client_id(token: str) -> str:
    """Of which registration the token says it is: that only chooses the secret, with which it must be signed."""
    claims = jwt.decode(token, options={"verify_signature": False})
    # One brand's page says client_uid, the other's library client_uuid.
    return str(claims.get("client_uuid") or claims.get("client_uid") or "")
