"""What Kommo tells of channels besides talks and an integration's own sources. It has no list of them."""

from dataclasses import dataclass
from typing import Any

from crm_kommo.client.pagination import PAGE_SIZE, embedded
from crm_kommo.client.transport import Transport
from crm_kommo.client.values import number, text


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadSource:
    """Where a lead came from: one number or page of a messenger, but also a form."""

    id: int
    name: str


class ChannelsResource:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def sources_of_recent_leads(self) -> list[LeadSource]:
        """The sources that the leads changed last name, each once: one request, whatever the account holds."""
        query = [("with", "source,source_id"), ("order[updated_at]", "desc"), ("limit", PAGE_SIZE)]
        answer = self._transport.get("/api/v4/leads", query=query)
        found = (_of_lead(item) for item in embedded(answer, "leads"))
        return list({source.id: source for source in found if source}.values())


def _of_lead(item: dict[str, Any]) -> LeadSource | None:
    container = item.get("_embedded") or {}
    source = container.get("source") or {}
    id_ = number(source.get("id")) if isinstance(source, dict) else None
    return LeadSource(id=id_, name=text(source.get("name"))) if id_ else None
