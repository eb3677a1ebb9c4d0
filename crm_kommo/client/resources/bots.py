"""Salesbots: listed, started on a lead, stopped, and answered where one waits for a widget.

Kommo lets no program make, read or edit the script of a bot: a person builds it there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from crm_kommo.client.errors import NotFound, UnreadableAnswer
from crm_kommo.client.pagination import read_pages
from crm_kommo.client.single import read_one
from crm_kommo.client.transport import Transport
from crm_kommo.client.values import required_id, text

MOST_RUNS = 100
# The older way in says the type of an entity by number.
LEAD_NUMBER = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Bot:
    """`kind` is regular, greeting (it starts by itself in a new conversation), marketing or nps."""

    id: int
    name: str
    kind: str
    is_active: bool


class BotsResource:
    """What is started is only queued: no answer tells whether the bot ran, and a lead has one running bot at most."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def all(self) -> list[Bot]:
        return [_bot(item) for item in read_pages(self._transport, "/api/v4/bots", member="items")]

    def get(self, *, bot_id: int) -> Bot | None:
        item = read_one(self._transport, f"/api/v4/bots/{bot_id}")
        return None if item is None else _bot(item)

    def run(self, *, bot_id: int, lead_id: int, within: float | None = None) -> None:
        """Start a bot on a lead. An account that lacks the newer address is asked at the older one."""
        body = {"entity_id": lead_id, "entity_type": "leads"}
        try:
            self._post(f"/api/v4/bots/{bot_id}/run", body, within=within)
        except NotFound:
            older = [{"bot_id": bot_id, "entity_id": lead_id, "entity_type": LEAD_NUMBER}]
            self._post("/api/v2/salesbot/run", older, within=within)

    def run_many(self, *, bot_id: int, lead_ids: Sequence[int]) -> None:
        """Start a bot on many leads, MOST_RUNS to a request; those before one that failed have been started."""
        for start in range(0, len(lead_ids), MOST_RUNS):
            part = lead_ids[start : start + MOST_RUNS]
            runs = [{"bot_id": bot_id, "entity_id": lead_id, "entity_type": "leads"} for lead_id in part]
            self._post("/api/v4/bots/run", runs)

    def stop(self, *, bot_id: int, lead_id: int) -> None:
        self._post(f"/api/v4/bots/{bot_id}/stop", {"entity_id": lead_id, "entity_type": "leads"})

    def go_on(
        self, *, path: str, data: dict[str, str], handlers: Sequence[dict[str, Any]], within: float | None = None
    ) -> None:
        """Answer a bot that waits for a widget, at the path it named. NotFound: it waits no more."""
        self._post(path, {"data": data, "execute_handlers": list(handlers)}, within=within)

    def _post(self, path: str, body: Any, *, within: float | None = None) -> None:
        try:
            self._transport.send("POST", path, json=body, within=within)
        except UnreadableAnswer as error:
            # A started bot is answered with the bare word "Accepted".
            if error.status != 202:
                raise


def _bot(item: dict[str, Any]) -> Bot:
    settings = item.get("settings")
    return Bot(
        id=required_id(item),
        name=text(item.get("name")),
        kind=text(item.get("type_functionality")),
        is_active=bool(isinstance(settings, dict) and settings.get("active")),
    )
