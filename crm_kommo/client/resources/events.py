"""What happened in the account: read-only. Source: developers.kommo.com/reference/events, events-and-notes.

An event says that something changed, and ids; never a message's text.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from crm_kommo.client.errors import UnreadableAnswer
from crm_kommo.client.filters import any_of, since
from crm_kommo.client.http import Query
from crm_kommo.client.pagination import embedded, read_pages
from crm_kommo.client.single import read_one
from crm_kommo.client.transport import Transport
from crm_kommo.client.values import members, moment, number, plain, text

Entity = Literal["lead", "contact", "company", "customer", "task"]
PATH = "/api/v4/events"
PAGE_SIZE = 100  # amoCRM.ru takes no more, Kommo takes 250
MOST_IDS = 10


@dataclass(frozen=True, slots=True)
class MessageRef:
    """Where a chat message can be read: `TalksResource.messages`. `talk_id` is None when the event does not say."""

    id: str
    talk_id: int | None
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """`before` and `after` hold Kommo's own shapes, each under its kind: {"lead_status": {...}}, {"note": {"id"}}."""

    id: str
    type: str
    entity_type: str
    entity_id: int | None
    created_by: int | None
    created_at: datetime | None
    before: tuple[dict[str, Any], ...]
    after: tuple[dict[str, Any], ...]

    @property
    def message(self) -> MessageRef | None:
        """The chat message that the event is about, if it is about one."""
        for value in self.after:
            found = value.get("message")
            if isinstance(found, dict) and found.get("id"):
                return MessageRef(text(found["id"]), number(found.get("talk_id")), text(found.get("origin")))
        return None


@dataclass(frozen=True, slots=True)
class EventType:
    key: str
    name: str


class EventsResource:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def get(self, *, event_id: str) -> Event | None:
        item = read_one(self._transport, f"{PATH}/{event_id}")
        return None if item is None else _event(item)

    def find(
        self, *, types: Iterable[str] = (), created_since: datetime | None = None, created_by: Iterable[int] = ()
    ) -> Iterator[Event]:
        """Newest first. Raises PaymentRequired where the plan has no event list."""
        query = [*any_of("type", types), *since("created_at", created_since), *any_of("created_by", created_by)]
        return self._pages(query)

    def about(self, *, entity: Entity, ids: Sequence[int], types: Iterable[str] = ()) -> Iterator[Event]:
        """Events of some leads (contacts, ...); Kommo takes ten ids at a time.

        Events of chat messages show a lead, but are found by their contact only.
        """
        chosen = any_of("type", types)
        for start in range(0, len(ids), MOST_IDS):
            few = any_of("entity_id", ids[start : start + MOST_IDS])
            yield from self._pages([("filter[entity][]", entity), *few, *chosen])

    def types(self, *, language: str = "en") -> list[EventType]:
        answer = self._transport.get(f"{PATH}/types", query=[("language_code", language)])
        return [EventType(text(item.get("key")), text(item.get("lang"))) for item in embedded(answer, "events_types")]

    def _pages(self, query: Query) -> Iterator[Event]:
        pages = read_pages(self._transport, PATH, member="events", query=query, page_size=PAGE_SIZE)
        return (_event(item) for item in pages)


def _event(item: dict[str, Any]) -> Event:
    event_id = text(item.get("id"))
    if not event_id:
        raise UnreadableAnswer("The answer lacks id.")
    return Event(
        id=event_id,
        type=text(item.get("type")),
        entity_type=text(item.get("entity_type")),
        entity_id=number(item.get("entity_id")),
        created_by=number(item.get("created_by")),
        created_at=moment(item.get("created_at")),
        before=tuple(plain(value) for value in members(item.get("value_before"))),
        after=tuple(plain(value) for value in members(item.get("value_after"))),
    )
