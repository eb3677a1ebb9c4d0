"""The last look at a log line before it is written: names and shapes of secrets are masked."""

import re
from typing import Any

SECRET_NAMES = re.compile(r"(password|secret|token|authorization|api_?key|cookie|fernet)", re.IGNORECASE)
SECRET_SHAPES = [
    re.compile(r"(?<=/api/crm/webhook/)([\w-]+)/[\w-]+"),
    re.compile(r"(?<=/api/crm/widget/)([\w-]+)/[\w-]+"),
    re.compile(r"(?<=/)(invitations|confirm-email|reset/key)/[^/\s\"']+"),
    re.compile(r"\bBearer\s+[\w.~+/=-]+", re.IGNORECASE),
    re.compile(r"\b(?:code|state|signature|refresh_token|access_token|client_secret)=[^&\s\"']+"),
    re.compile(r"\beyJ[\w-]+\.[\w-]+\.[\w-]+"),
    # Kommo's codes and refresh tokens.
    re.compile(r"\bdef50200[0-9a-f]+"),
    re.compile(r"\blw_[\w-]{20,}"),
]
MASK = "***"


def drop_secrets(_logger: Any, _method: str, event: dict[str, Any]) -> dict[str, Any]:
    """structlog processor: mask values under secret-looking names, and secret-looking parts of every string."""
    return {name: _masked(name, value) for name, value in event.items()}


def _masked(name: str, value: Any) -> Any:
    if isinstance(value, str):
        return MASK if SECRET_NAMES.search(name) and value else _mask_shapes(value)
    if isinstance(value, dict):
        return {key: _masked(str(key), item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_masked(name, item) for item in value]
    return value


def _mask_shapes(text: str) -> str:
    for shape in SECRET_SHAPES:
        text = shape.sub(lambda found: f"{found.group(1)}/{MASK}" if found.groups() else MASK, text)
    return text
