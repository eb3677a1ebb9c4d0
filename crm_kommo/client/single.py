"""One object by its id, which may not exist."""

from typing import Any

from crm_kommo.client.errors import NotFound
from crm_kommo.client.http import Query
from crm_kommo.client.transport import Transport
from crm_kommo.client.values import object_of


def read_one(transport: Transport, path: str, *, query: Query = ()) -> dict[str, Any] | None:
    """None for what does not exist: some resources say so with 204, others with 404. Raises KommoError."""
    try:
        answer = transport.get(path, query=query)
    except NotFound:
        return None
    return None if answer is None else object_of(answer)
