"""Is a request of a bot's widget step really Kommo's? Its token is signed with our integration's secret."""

from typing import Any

import jwt
from django.conf import settings

# Which of them Kommo uses is not documented; its own library expects the last. None of them is "none".
ALGORITHMS = ["HS256", "HS384", "HS512"]
CLOCK_SKEW_SECONDS = 60
# The token is addressed to whatever the bot calls, and its other claims are of no use here.
OPTIONS = {"verify_aud": False, "verify_sub": False, "verify_jti": False}


class TokenRefused(Exception):
    """The text says why, for the log: never for who sent it."""


def widget_claims(token: str, *, account_id: int | None) -> dict[str, Any]:
    """What the token says. Raises TokenRefused unless Kommo signed it for us and for this account."""
    if not settings.KOMMO_CLIENT_SECRET:
        raise TokenRefused("there is no secret to check it with")
    try:
        claims = jwt.decode(
            token,
            settings.KOMMO_CLIENT_SECRET,
            algorithms=ALGORITHMS,
            options=OPTIONS,
            leeway=CLOCK_SKEW_SECONDS,
        )
    except jwt.PyJWTError as error:
        raise TokenRefused(type(error).__name__) from error
    # One brand's page says client_uid, the other's library client_uuid.
    if (claims.get("client_uuid") or claims.get("client_uid")) != settings.KOMMO_CLIENT_ID:
        raise TokenRefused("another integration")
    if account_id is None or str(claims.get("account_id")) != str(account_id):
        raise TokenRefused("another account")
    return claims
