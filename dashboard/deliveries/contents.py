"""One delivery opened: its body as it came, beside what was understood and what that caused."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote_plus

from agents.reasons import reason_label
from chat import selectors as chat
from chat.models import Message
from crm_kommo.families import EVENT_LABELS, outcome_label
from crm_kommo.models import Delivery

# Facts of an event that are shown elsewhere, or to nobody.
NOT_SHOWN = {"event", "mirror", "account_id", "caused_by_us", "has_moved"}
LINES_MOST = 500


@dataclass(frozen=True)
class EventLine:
    """`facts` are ids and kinds by name; `message` is what was kept of a chat message, with its decision."""

    label: str
    facts: dict[str, Any]
    mirror: str
    caused_by_us: bool
    has_moved: bool
    message: Message | None
    decision: str


def event_lines(delivery: Delivery) -> list[EventLine]:
    """The events with what they caused; two queries, whatever their number."""
    shown = delivery.events[:LINES_MOST]
    kept = chat.messages_by_external_id(event["message_id"] for event in shown if "message_id" in event)
    return [_line(event, kept.get(event.get("message_id", ""))) for event in shown]


def body_lines(delivery: Delivery) -> Iterable[tuple[str, str]]:
    """Name and value of each field as it came, decoded to be read."""
    for pair in bytes(delivery.body).decode("utf-8", "replace").split("&", LINES_MOST)[:LINES_MOST]:
        name, _equals, value = pair.partition("=")
        yield unquote_plus(name), unquote_plus(value)


def _line(event: dict[str, Any], message: Message | None) -> EventLine:
    decision = getattr(message, "decision", None)
    return EventLine(
        label=EVENT_LABELS.get(event["event"], event["event"]),
        facts={name: value for name, value in event.items() if name not in NOT_SHOWN},
        mirror=outcome_label(event),
        caused_by_us=bool(event.get("caused_by_us")),
        has_moved=bool(event.get("has_moved")),
        message=message,
        decision=reason_label(decision.reason) if decision else "",
    )
