from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from crm_kommo.client.errors import UnreadableAnswer
from crm_kommo.client.http import Query
from crm_kommo.client.pagination import read_pages
from crm_kommo.client.single import read_one
from crm_kommo.client.transport import Transport
from crm_kommo.client.values import moment, number, object_of, required_id, text


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    id: int
    chat_id: str
    contact_id: int | None
    lead_id: int | None
    origin: str
    source_id: int | None
    is_in_work: bool
    is_read: bool
    created_at: datetime | None
    updated_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkMessage:
    """`kind` is incoming or outgoing; `author_kind` external, internal or bot; `delivery` sent, delivered or error."""

    id: str
    kind: str
    text: str
    author_kind: str
    author_name: str
    delivery: str
    created_at: datetime | None

    @property
    def is_outgoing(self) -> bool:
        return self.kind == "outgoing"


class TalksResource:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def get(self, *, talk_id: int) -> Talk | None:
        item = read_one(self._transport, f"/api/v4/talks/{talk_id}")
        return None if item is None else _talk(item)

    def by_ids(self, *, ids: Sequence[int]) -> list[Talk]:
        """Those that exist."""
        if not ids:
            return []  # without a filter Kommo would list them all
        query: Query = [("filter[talk_id][]", id_) for id_ in ids]
        return [_talk(item) for item in read_pages(self._transport, "/api/v4/talks", member="talks", query=query)]

    def messages(self, *, talk_id: int, since: datetime) -> list[TalkMessage]:
        """Raises MissingScope when the account did not grant the history of external chats."""
        query: Query = [("filter[created_at][from]", int(since.timestamp()))]
        pages = read_pages(self._transport, f"/api/v4/talks/{talk_id}/messages", member="messages", query=query)
        return [_message(item) for item in pages]

    def send_message(self, *, talk_id: int, text: str, within: float) -> str:
        """The message's id. It is queued; what became of it is told by `messages`.

        `within` seconds it is sent, or NotBegun or RateLimited is raised and it never is.
        """
        path = f"/api/v4/talks/{talk_id}/send_message"
        answer = object_of(self._transport.send("POST", path, json={"text": text}, within=within))
        message_id = str(answer.get("id") or "")
        if not message_id:
            raise UnreadableAnswer("The answer lacks id.")
        return message_id

    def close(self, *, talk_id: int, is_forced: bool = False) -> None:
        """End a talk. Unless it is forced, Kommo may ask the customer for a mark first.

        Raises Refused when it is closed already, NotFound.
        """
        body = {"force_close": True} if is_forced else {}
        self._transport.send("POST", f"/api/v4/talks/{talk_id}/close", json=body)

    def of_lead(self, *, lead_id: int) -> list[Talk]:
        """The talks of a lead, closed ones too."""
        query: Query = [("filter[entity_type]", "lead"), ("filter[entity_id][]", lead_id)]
        found = read_pages(self._transport, "/api/v4/talks", member="talks", query=query)
        # Kommo was seen to leave this filter out silently, and then all talks of the account come.
        return [talk for talk in map(_talk, found) if talk.lead_id == lead_id]

    def of_contact(self, *, contact_id: int, is_in_work: bool = False) -> list[Talk]:
        """The talks of a contact, or those of them that are not closed."""
        query: Query = [("filter[contact_id][]", contact_id)]
        if is_in_work:
            query = [*query, ("filter[only_in_work]", 1)]  # its presence alone filters
        return [_talk(item) for item in read_pages(self._transport, "/api/v4/talks", member="talks", query=query)]

    def all(self) -> Iterator[Talk]:
        """All talks of the account."""
        return (_talk(item) for item in read_pages(self._transport, "/api/v4/talks", member="talks"))


def _talk(item: dict[str, Any]) -> Talk:
    is_of_lead = text(item.get("entity_type")) in ("lead", "leads")
    return Talk(
        id=required_id(item, "talk_id"),
        chat_id=text(item.get("chat_id"))[:64],
        contact_id=number(item.get("contact_id")),
        lead_id=number(item.get("entity_id")) if is_of_lead else None,
        origin=text(item.get("origin"))[:100],
        source_id=number(item.get("source_id")),
        is_in_work=bool(item.get("is_in_work")),
        is_read=bool(item.get("is_read")),
        created_at=moment(item.get("created_at")),
        updated_at=moment(item.get("updated_at")),
    )


def _message(item: dict[str, Any]) -> TalkMessage:
    author = item.get("author") or {}
    return TalkMessage(
        id=text(item.get("id")),
        kind=text(item.get("type")),
        text=text(item.get("text")),
        author_kind=text(author.get("type")),
        author_name=text(author.get("name")),
        delivery=text(item.get("delivery_status")),
        created_at=moment(item.get("created_at")),
    )
