"""Incoming leads, which Kommo calls unsorted. A deletion tells what became of one: accepted, or declined."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from crm_kommo.payloads.events import Event
from crm_kommo.payloads.form_data import Node, children
from crm_kommo.payloads.scalars import MAX_CODE, entity_id, moment, text


class IncomingOutcome(StrEnum):
    ACCEPTED = "accept"
    DECLINED = "decline"
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingLeadChanged(Event):
    """`category` is Kommo's word: sip, mail, forms or chats."""

    kind: str
    uid: str
    category: str
    pipeline_id: int | None
    lead_ids: tuple[int, ...]
    chat_id: str
    created_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingLeadClosed(Event):
    uid: str
    outcome: IncomingOutcome
    category: str
    lead_ids: tuple[int, ...]
    created_at: datetime | None


def read_unsorted(*, action: str, item: Node, account_id: int | None) -> Event | None:
    if not isinstance(item, dict):
        return None
    uid = text(item.get("uid"), most=MAX_CODE)
    if not uid:
        return None
    category = text(item.get("category"), most=MAX_CODE)
    if action == "delete":
        said = text(item.get("action"))
        return IncomingLeadClosed(
            account_id=account_id,
            uid=uid,
            outcome=IncomingOutcome(said) if said in set(IncomingOutcome) else IncomingOutcome.GONE,
            category=category,
            lead_ids=_ids(_within(item, f"{said}_result", "leads")),
            created_at=moment(item.get("created_at")),
        )
    if action not in ("add", "update"):
        return None
    return IncomingLeadChanged(
        account_id=account_id,
        kind=action,
        uid=uid,
        category=category,
        pipeline_id=entity_id(item.get("pipeline_id")),
        lead_ids=_ids(_within(item, "data", "leads")) or _ids(item.get("lead_id")),
        chat_id=text(_within(item, "source_data", "origin", "chat_id")),
        created_at=moment(item.get("created_at")) or moment(item.get("date_create")),
    )


def _within(node: Node | None, *path: str) -> Node | None:
    for name in path:
        node = node.get(name) if isinstance(node, dict) else None
    return node


def _ids(leads: Node | None) -> tuple[int, ...]:
    """Bare ids, or leads with an id among their members; one not made yet has none."""
    ids = (entity_id(lead.get("id") if isinstance(lead, dict) else lead) for lead in children(leads))
    return tuple(id_ for id_ in ids if id_ is not None)
