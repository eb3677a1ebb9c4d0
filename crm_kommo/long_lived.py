"""Long-lived tokens: made by an administrator in Kommo, pasted here, used until Kommo refuses them."""

import re
from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from crm_kommo import oauth
from crm_kommo.models import Connection
from crm_kommo.registrations import AMOCRM_DOMAIN
from tenants.errors import InvalidInput

# What an Authorization header can carry (RFC 6750).
TOKEN = re.compile(r"[A-Za-z0-9._~+/-]{8,}=*")


def account_address(address: str) -> str:
    """The base_url of what a person typed or copied from the browser, with or without https:// and a path.

    Raises InvalidInput (address).
    """
    address = address.strip()
    try:
        host = urlsplit(address if "://" in address else f"//{address}").netloc
        return oauth.account_base_url(host)
    except (InvalidInput, ValueError) as error:
        message = _("This is not an address of a Kommo account. It looks like https://example.kommo.com.")
        raise InvalidInput(message, field="address", code="foreign_host") from error


def clean_token(token: str) -> str:
    """Without the white space, line breaks and “Bearer” that come along with copying. Raises InvalidInput (token)."""
    token = "".join(token.strip().removeprefix("Bearer ").split())
    if not TOKEN.fullmatch(token):
        raise InvalidInput(_("This is not a token: it has characters that none has. Copy it again."), field="token")
    return token


def keep_token(connection: Connection, token: str, *, base_url: str) -> None:
    """Put the token on the row in place of any grant; the caller saves it."""
    claims = oauth.token_claims(token)
    is_amocrm = (urlsplit(base_url).hostname or "").endswith(AMOCRM_DOMAIN)
    connection.kind = Connection.Kind.LONG_LIVED
    connection.brand = Connection.Brand.AMOCRM if is_amocrm else Connection.Brand.KOMMO
    connection.access_token, connection.refresh_token = token, None
    connection.access_expires_at = _ends_at(claims.get("exp"))
    connection.refresh_issued_at = connection.refresh_retry_at = connection.refresh_unknown_at = None


def _ends_at(claimed: object) -> datetime | None:
    """A hint: the token's own word, unverified. None when it says nothing that makes sense."""
    try:
        return datetime.fromtimestamp(int(claimed), tz=UTC) if isinstance(claimed, int | float) else None
    except (ValueError, OverflowError, OSError):
        return None
