"""What Kommo tells of channels besides talks. It has no list of them: these are signs, none of which is complete."""

from dataclasses import dataclass
from typing import Any

from crm_kommo.client.errors import Forbidden, NotFound
from crm_kommo.client.pagination import PAGE_SIZE, embedded, read_pages
from crm_kommo.client.transport import Transport
from crm_kommo.client.values import number, required_id, text


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where leads come from: one number or page of a messenger, but also a form. `origin` "" is not told."""

    id: int
    name: str
    origin: str


class ChannelsResource:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def own_sources(self) -> list[Source]:
        """Those that this integration made itself. Empty when it may not make any."""
        try:
            return [_own(item) for item in read_pages(self._transport, "/api/v4/sources", member="sources")]
        except (Forbidden, NotFound):
            return []

    def sources_of_recent_leads(self) -> list[Source]:
        """The sources that the leads changed last name, each once: one request, whatever the account holds."""
        query = [("with", "source,source_id"), ("order[updated_at]", "desc"), ("limit", PAGE_SIZE)]
        answer = self._transport.get("/api/v4/leads", query=query)
        found = (_of_lead(item) for item in embedded(answer, "leads"))
        return list({source.id: source for source in found if source}.values())


def _own(item: dict[str, Any]) -> Source:
    return Source(id=required_id(item), name=text(item.get("name")), origin=text(item.get("origin_code"))[:100])


def _of_lead(item: dict[str, Any]) -> Source | None:
    container = item.get("_embedded") or {}
    source = container.get("source") or {}
    id_ = number(source.get("id")) if isinstance(source, dict) else None
    return Source(id=id_, name=text(source.get("name")), origin="") if id_ else None
