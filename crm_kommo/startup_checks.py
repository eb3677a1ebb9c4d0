"""Looked at when the product starts: addresses that Kommo would refuse at a customer's first consent."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register

from crm_kommo.oauth import redirect_uri
from crm_kommo.registrations import registrations


@register
def public_address_check(**_more: Any) -> list[CheckMessage]:
    """Hooks and consents come to PUBLIC_URL: Kommo takes no Cyrillic host, and follows no redirect to the right one."""
    parts = urlsplit(settings.PUBLIC_URL)
    if parts.scheme in ("http", "https") and parts.hostname and parts.hostname.isascii() and not parts.path:
        return []
    hint = "Scheme, host and port in ASCII (xn--… for other letters), and nothing behind them."
    return [Error(f"PUBLIC_URL is no address that Kommo takes: {settings.PUBLIC_URL}", hint=hint, id="crm_kommo.E001")]


@register
def redirect_uri_check(**_more: Any) -> list[CheckMessage]:
    """Kommo compares the redirect address to the letter: a slash, a port or http instead of https is another one."""
    registered = settings.KOMMO_REDIRECT_URI
    if not registrations():
        return []
    if not registered:
        hint = "Copy the redirect address from the integration's settings in Kommo into KOMMO_REDIRECT_URI."
        return [
            Warning("Whether the redirect address is the registered one is not known.", hint=hint, id="crm_kommo.W001")
        ]
    if registered != redirect_uri():
        hint = f"Kommo has {registered}; PUBLIC_URL makes {redirect_uri()}. They must be equal to the letter."
        return [Error("The redirect address is not the registered one.", hint=hint, id="crm_kommo.E002")]
    return []
