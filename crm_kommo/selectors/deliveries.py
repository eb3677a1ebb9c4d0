"""Hooks that were stored."""

from datetime import datetime
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from crm_kommo.families import FAMILIES, ID_NAMES, TEXT_ID_NAMES
from crm_kommo.models import Connection, Delivery

LONGEST_NUMBER = 18


def deliveries(
    *,
    family: str = "",
    state: str = "",
    entity_id: int | None = None,
    some_id: str = "",
    since: datetime | None = None,
) -> QuerySet[Delivery]:
    """Hooks of the current account, newest first, without their bodies. `family`: a key of families.FAMILIES.

    `some_id`: of anything that a hook names, also of a chat or a message, whose ids are texts.
    """
    found = Delivery.objects.filter(connection__is_current=True).defer("body", "digest").order_by("-received_at", "-pk")
    if family:
        _name, kinds = FAMILIES[family]
        found = found.filter(_any_event(*({"event": kind.__name__} for kind in kinds)))
    if state:
        found = found.filter(state=state)
    if entity_id is not None:
        found = found.filter(_any_event(*({name: entity_id} for name in ID_NAMES)))
    if some_id:
        found = found.filter(_any_event(*_with_id(some_id)))
    if since:
        found = found.filter(received_at__gte=since)
    return found


def delivery(delivery_id: int) -> Delivery | None:
    return Delivery.objects.filter(pk=delivery_id, connection__is_current=True).first()


def _with_id(text: str) -> list[dict[str, object]]:
    texts: list[dict[str, object]] = [{name: text} for name in TEXT_ID_NAMES]
    is_number = text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER
    return texts + [{name: int(text)} for name in ID_NAMES] if is_number else texts


def _any_event(*members: dict[str, object]) -> Q:
    """Deliveries one of whose events holds one of these."""
    return reduce(or_, (Q(events__contains=[one]) for one in members))


def deliveries_newest(connection: Connection) -> QuerySet[Delivery]:
    """Hooks of a connection without their bodies, newest first."""
    return connection.deliveries.defer("body").order_by("-received_at")
