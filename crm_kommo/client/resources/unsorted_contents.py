"""The incoming leads that an integration can make: from a form, from a call."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class IncomingContent:
    category: str
    body: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where it came from; `source_uid` is ours, and `lead`, `contact` are bodies as their own POST takes them."""

    source_name: str
    source_uid: str
    pipeline_id: int
    created_at: datetime
    lead: dict[str, Any]
    contact: dict[str, Any]


def form(
    *, origin: Origin, form_id: str, form_name: str, form_page: str, ip: str, sent_at: datetime, referer: str = ""
) -> IncomingContent:
    metadata = {
        "form_id": form_id,
        "form_name": form_name,
        "form_page": form_page,
        "ip": ip,
        "form_sent_at": int(sent_at.timestamp()),
        "referer": referer,
    }
    return IncomingContent("forms", _body(origin, metadata))


def sip_call(
    *,
    origin: Origin,
    uniq: str,
    service_code: str,
    phone: str,
    caller: str,
    called_at: datetime,
    duration: int,
    link: str,
) -> IncomingContent:
    """`duration` in seconds; `link` to the recording."""
    metadata = {
        "uniq": uniq,
        "service_code": service_code,
        "phone": phone,
        "from": caller,
        "called_at": int(called_at.timestamp()),
        "duration": duration,
        "link": link,
        "is_call_event_needed": True,
    }
    return IncomingContent("sip", _body(origin, metadata))


def _body(origin: Origin, metadata: dict[str, Any]) -> dict[str, Any]:
    return {
        "source_name": origin.source_name,
        "source_uid": origin.source_uid,
        "pipeline_id": origin.pipeline_id,
        "created_at": int(origin.created_at.timestamp()),
        "_embedded": {"leads": [origin.lead], "contacts": [origin.contact]},
        "metadata": metadata,
    }
