from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from crm_kommo.client.errors import NotFound
from crm_kommo.client.pagination import embedded
from crm_kommo.client.transport import Transport
from crm_kommo.client.values import object_of, required_id, text


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    id: int
    destination: str
    is_disabled: bool
    events: tuple[str, ...]


class WebhooksResource:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def all(self, *, destination: str = "") -> list[Webhook]:
        """The account's, also those of others, or the one of a destination; at most a hundred, without pages.

        Raises Forbidden when the grant was given by somebody who is not an administrator.
        """
        query = [("filter[destination]", destination)] if destination else []
        return [_webhook(item) for item in embedded(self._transport.get("/api/v4/webhooks", query=query), "webhooks")]

    def subscribe(self, *, destination: str, events: Sequence[str]) -> Webhook:
        """The same destination again replaces its events."""
        body = {"destination": destination, "settings": list(events)}
        return _webhook(object_of(self._transport.send("POST", "/api/v4/webhooks", json=body)))

    def unsubscribe(self, *, destination: str) -> None:
        try:
            self._transport.send("DELETE", "/api/v4/webhooks", json={"destination": destination})
        except NotFound:
            return  # somebody removed it in Kommo: that is what was wanted


def _webhook(item: dict[str, Any]) -> Webhook:
    events = item.get("settings") or []
    return Webhook(
        id=required_id(item),
        destination=text(item.get("destination")),
        is_disabled=bool(item.get("disabled")),
        events=tuple(event for event in events if isinstance(event, str)),
    )
