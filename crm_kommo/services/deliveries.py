"""Hooks of Kommo: stored before they are answered, understood later, each once."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from django.db import connection as database
from django.utils import timezone

from crm_kommo.access import unlocked_connection
from crm_kommo.models import Connection, Delivery
from crm_kommo.payloads import body_digest
from crm_kommo.payloads.events import Event, Unknown, Unreadable
from tenants.jobs import wake_clock
from tenants.jobs.registry import KINDS
from tenants.models import InboundRoute

JOB_KIND = "kommo.delivery"
NOTE_EVENT_EVERY = timedelta(seconds=10)

# One statement: the hook and the job that works it off are there together or not at all, also without a transaction.
# The schema is named because the door is public and no workspace's schema is set there.
STORE = """
WITH home AS (
    SELECT id FROM {schema}.crm_connections WHERE public_id = %(public_id)s
), stored AS (
    INSERT INTO {schema}.crm_deliveries
        (connection_id, digest, body, size, content_type, request_id, received_at, state, error, events)
    SELECT id, %(digest)s, %(body)s, %(size)s, %(content_type)s, %(request_id)s, now(), 'stored', '', '[]'
    FROM home
    ON CONFLICT (connection_id, digest) DO NOTHING
    RETURNING id
), owed AS (
    INSERT INTO public.tenants_job
        (tenant_id, kind, queue, key, payload, state, due_at, attempts, last_error, created_at, updated_at)
    SELECT %(tenant_id)s, %(kind)s, %(queue)s, id::text, jsonb_build_object('delivery_id', id),
           'waiting', now(), 0, '', now(), now()
    FROM stored
    ON CONFLICT (tenant_id, kind, key) WHERE state = 'waiting' DO NOTHING
)
SELECT EXISTS (SELECT FROM home), EXISTS (SELECT FROM stored)
"""


def delivery_store(*, route: InboundRoute, body: bytes, content_type: str, request_id: str) -> bool:
    """Keep a hook as it came and owe its processing. False when the same hook was kept before.

    Raises Connection.DoesNotExist when the address is no connection's: nobody would ever work the hook off.
    """
    with database.cursor() as cursor:
        cursor.execute(
            STORE.format(schema=database.ops.quote_name(route.tenant.schema_name)),
            {
                "digest": body_digest(body),
                "body": body,
                "size": len(body),
                "content_type": content_type[:100],
                "request_id": request_id[:100],
                "public_id": route.public_id,
                "tenant_id": route.tenant_id,
                "kind": JOB_KIND,
                "queue": KINDS[JOB_KIND].queue,
            },
        )
        has_home, is_new = cursor.fetchone()
    if not has_home:
        raise Connection.DoesNotExist
    if is_new:
        wake_clock()
    return is_new


def delivery_open(delivery_id: int) -> Delivery | None:
    """The delivery with its connection, locked until the transaction ends; None when it was worked off before."""
    return (
        Delivery.objects.select_for_update(of=("self",))
        .select_related("connection")
        .filter(pk=delivery_id, state=Delivery.State.STORED)
        .first()
    )


def delivery_finish(*, delivery: Delivery, events: Sequence[Event]) -> Delivery:
    """Note what was in a delivery and what became of it, in the caller's transaction. A rejection stays one."""
    if delivery.state != Delivery.State.REJECTED:
        delivery.state, delivery.error = _outcome(events)
        unlocked_connection(delivery.connection_id).exclude(
            last_event_at__gt=delivery.received_at - NOTE_EVENT_EVERY
        ).update(last_event_at=delivery.received_at)
    delivery.events = [_summary(event) for event in events]
    delivery.processed_at = timezone.now()
    delivery.save(update_fields=["state", "error", "processed_at", "events"])
    return delivery


def _outcome(events: Sequence[Event]) -> tuple[str, str]:
    for event in events:
        if isinstance(event, Unreadable):
            return Delivery.State.FAILED, event.reason
    understood = any(not isinstance(event, Unknown) for event in events)
    return (Delivery.State.PROCESSED if understood else Delivery.State.IGNORED), ""


def _summary(event: Event) -> dict[str, Any]:
    """The name of an event and its ids, without what a customer wrote."""
    told = {
        name: value
        for name, value in asdict(event).items()
        if value is not None and (name in ("kind", "family", "action") or name.endswith("_id"))
    }
    return {"event": type(event).__name__, **told}
