"""Incoming leads, which Kommo calls unsorted: leads that nobody has accepted yet.

Source: developers.kommo.com/reference/incoming-leads, amocrm.ru/developers unsorted-api. Their contacts are hidden from
the list of contacts until they are accepted.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from crm_kommo.client.errors import UnreadableAnswer
from crm_kommo.client.filters import any_of
from crm_kommo.client.http import Query
from crm_kommo.client.pagination import embedded, read_pages
from crm_kommo.client.resources.unsorted_contents import IncomingContent
from crm_kommo.client.single import read_one
from crm_kommo.client.transport import Transport
from crm_kommo.client.values import moment, number, object_of, plain, required_id, text

Category = Literal["sip", "mail", "forms", "chats"]
PATH = "/api/v4/leads/unsorted"


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingLead:
    """`metadata` has a shape for each category. An answer to a write leaves out what it does not say."""

    uid: str
    source_uid: str
    source_name: str
    category: str
    pipeline_id: int | None
    created_at: datetime | None
    metadata: dict[str, Any]
    lead_ids: tuple[int, ...]
    contact_ids: tuple[int, ...]
    company_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Counts; `average_sort_time` in seconds, `categories` by name."""

    total: int
    accepted: int
    declined: int
    average_sort_time: int
    categories: dict[str, int]


class UnsortedResource:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def all(self, *, categories: Iterable[Category] = (), pipeline_id: int | None = None) -> list[IncomingLead]:
        query: Query = any_of("category", categories)
        if pipeline_id is not None:
            query = [*query, ("filter[pipeline_id]", pipeline_id)]
        return [_incoming(item) for item in read_pages(self._transport, PATH, member="unsorted", query=query)]

    def get(self, *, uid: str) -> IncomingLead | None:
        item = read_one(self._transport, f"{PATH}/{uid}")
        return None if item is None else _incoming(item)

    def summary(self) -> Summary:
        answer = object_of(self._transport.get(f"{PATH}/summary"))
        categories = answer.get("categories")
        found = categories if isinstance(categories, dict) else {}
        return Summary(
            **{name: number(answer.get(name)) or 0 for name in ("total", "accepted", "declined", "average_sort_time")},
            categories={name: number(part.get("total")) or 0 for name, part in found.items() if isinstance(part, dict)},
        )

    def create(self, *, content: IncomingContent) -> IncomingLead:
        """A form or a call (see unsorted_contents); chats and mails come from Kommo's own channels. Raises Invalid."""
        answer = self._transport.send("POST", f"{PATH}/{content.category}", json=[content.body])
        items = embedded(answer, "unsorted")
        if not items:
            raise UnreadableAnswer("The answer lacks what was written.")
        return _incoming(items[0])

    def accept(self, *, uid: str, user_id: int | None = None, status_id: int | None = None) -> IncomingLead:
        """Make it a lead, in the first stage unless `status_id` says another. Raises NotFound when it was sorted."""
        return self._decided("POST", f"{uid}/accept", user_id=user_id, status_id=status_id)

    def decline(self, *, uid: str, user_id: int | None = None) -> IncomingLead:
        """Throw it away. Raises NotFound when it was sorted, Forbidden without the right to."""
        return self._decided("DELETE", f"{uid}/decline", user_id=user_id)

    def link(self, *, uid: str, lead_id: int, contact_id: int | None = None) -> IncomingLead:
        """Join an incoming chat to a lead that exists. Raises NotFound; Invalid for other categories."""
        target: dict[str, Any] = {"entity_id": lead_id, "entity_type": "leads"}
        if contact_id is not None:
            target["metadata"] = {"contact_id": contact_id}
        return self._decided("POST", f"{uid}/link", link=target)

    def _decided(self, method: str, path: str, **body: Any) -> IncomingLead:
        given = {name: value for name, value in body.items() if value is not None}
        return _incoming(object_of(self._transport.send(method, f"{PATH}/{path}", json=given)))


def _incoming(item: dict[str, Any]) -> IncomingLead:
    uid, metadata = text(item.get("uid")), item.get("metadata")
    if not uid:
        raise UnreadableAnswer("The answer lacks uid.")
    return IncomingLead(
        uid=uid,
        source_uid=text(item.get("source_uid")),
        source_name=text(item.get("source_name")),
        category=text(item.get("category")),
        pipeline_id=number(item.get("pipeline_id")),
        created_at=moment(item.get("created_at")),
        metadata=plain(metadata) if isinstance(metadata, dict) else {},
        lead_ids=_ids(item, "leads"),
        contact_ids=_ids(item, "contacts"),
        company_ids=_ids(item, "companies"),
    )


def _ids(item: dict[str, Any], member: str) -> tuple[int, ...]:
    return tuple(required_id(entity) for entity in embedded(item, member))
