"""The address of an account's drive: told by the account, trusted only when it is a host of Kommo's."""

import re
from typing import Any
from urllib.parse import urlsplit

from crm_kommo.client.errors import UnreadableAnswer
from tenants.outside import DEFAULT_PORTS, is_allowed

DRIVE_HOST = re.compile(r"drive(?:-[a-z0-9]{1,20})*\.(?:kommo\.com|amocrm\.ru|amocrm\.com)")


def drive_base_url(url: Any) -> str:
    """Scheme and host of the drive. Raises UnreadableAnswer for a host that is not Kommo's: it would get our token."""
    parts = _parts(url)
    host, port = parts.hostname or "", parts.port or DEFAULT_PORTS.get(parts.scheme, 0)
    is_kommos = parts.scheme == "https" and port == 443 and DRIVE_HOST.fullmatch(host)
    if parts.username or parts.password or not (is_kommos or is_allowed(host, port)):
        raise UnreadableAnswer("The drive lies on a host that is not Kommo's.")
    return f"{parts.scheme}://{parts.netloc}"


def path_on(base_url: str, url: Any) -> str:
    """Path and query of an address on the drive itself. Raises UnreadableAnswer for one anywhere else."""
    here, there = urlsplit(base_url), _parts(url)
    if (there.scheme, there.netloc) != (here.scheme, here.netloc):
        raise UnreadableAnswer("The next part of a file is wanted by another host.")
    return f"{there.path}?{there.query}" if there.query else there.path


def _parts(url: Any) -> Any:
    try:
        parts = urlsplit(url if isinstance(url, str) else "")
        parts.port  # noqa: B018 - a port that is no number raises here
    except ValueError as error:
        raise UnreadableAnswer("The drive's address cannot be read.") from error
    return parts
