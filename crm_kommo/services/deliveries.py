"""Hooks of Kommo: stored before they are answered, understood later, each once."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from django.db import connection as database
from django.db import transaction
from django.utils import timezone

from crm_kommo.access import unlocked_connection
from crm_kommo.mirror import Effect
from crm_kommo.models import Connection, Delivery
from crm_kommo.payloads import body_digest
from crm_kommo.payloads.events import Event, Unknown, Unreadable
from tenants.jobs import job_put, owe_params, owe_sql, wake_clock
from tenants.models import InboundRoute

JOB_KIND = "kommo.delivery"
NOTE_EVENT_EVERY = timedelta(seconds=10)
# Kommo repeats a hook that it took for lost 5, 20, 35 and 95 minutes after the first try, and gives it no id. So an
# equal body within two hours is the same delivery, and a later one is news: the lead was deleted once more. Within the
# two hours nobody can tell a late repeat from a second deletion, so a repeat is looked at again, but only for what
# carries no time of its own (`mirror_recheck`): that makes the row doubted, and Kommo is asked. It is no fact
# to act on again: a rule that fires once too seldom on such a pair is better than one that fires on each repeat.
REPEATS_WITHIN = timedelta(hours=2)

# One statement: the hook and the job that works it off are there together or not at all, also without a transaction.
# The schema is named because the door is public and no workspace's schema is set there.
STORE = """
WITH home AS (
    SELECT id FROM {schema}.crm_connections WHERE public_id = %(public_id)s
), stored AS (
    INSERT INTO {schema}.crm_deliveries
        (connection_id, digest, body, size, content_type, request_id, received_at, state, error, events, repeats)
    SELECT id, %(digest)s, %(body)s, %(size)s, %(content_type)s, %(request_id)s, now(), 'stored', '', '[]', 0
    FROM home
    ON CONFLICT (connection_id, digest) DO NOTHING
    RETURNING id
), known AS (
    SELECT delivery.id FROM {schema}.crm_deliveries AS delivery JOIN home ON delivery.connection_id = home.id
    WHERE delivery.digest = %(digest)s
), owing AS (
    SELECT id::text AS key, jsonb_build_object('delivery_id', id) AS payload FROM stored
    UNION ALL
    SELECT id::text, jsonb_build_object('delivery_id', id, 'repeated_at', extract(epoch FROM now())) FROM known
), owed AS (
    {owe}
)
SELECT EXISTS (SELECT FROM home), EXISTS (SELECT FROM stored)
"""


def delivery_store(*, route: InboundRoute, body: bytes, content_type: str, request_id: str) -> bool:
    """Keep a hook as it came and owe its processing. False when it is a repeat, which is looked at once more.

    Raises Connection.DoesNotExist when the address is no connection's: nobody would ever work the hook off.
    """
    with database.cursor() as cursor:
        cursor.execute(
            STORE.format(schema=database.ops.quote_name(route.tenant.schema_name), owe=owe_sql("owing")),
            {
                "digest": body_digest(body),
                "body": body,
                "size": len(body),
                "content_type": content_type[:100],
                "request_id": request_id[:100],
                "public_id": route.public_id,
                **owe_params(JOB_KIND, tenant_id=route.tenant_id),
            },
        )
        has_home, is_new = cursor.fetchone()
    if not has_home:
        raise Connection.DoesNotExist
    if is_new:
        wake_clock()  # a repeat has time
    return is_new


def delivery_open(delivery_id: int) -> Delivery | None:
    """The delivery with its connection, locked until the transaction ends; None when it is no more."""
    return Delivery.objects.select_for_update(of=("self",)).select_related("connection").filter(pk=delivery_id).first()


def delivery_repeated(*, delivery: Delivery, at: datetime) -> bool:
    """Note that a processed body came again. True when that was too late to be Kommo's repeat: then it is news."""
    is_news = at - delivery.received_at > REPEATS_WITHIN
    if is_news:
        delivery.received_at = at
    delivery.repeats += 1
    delivery.save(update_fields=["received_at", "repeats"])
    return is_news


def delivery_finish(*, delivery: Delivery, events: Sequence[Event], effects: Sequence[Effect] = ()) -> Delivery:
    """Note what was in a delivery and what became of it, in the caller's transaction. A rejection stays one."""
    if delivery.state != Delivery.State.REJECTED:
        delivery.state, delivery.error = _outcome(events)
        unlocked_connection(delivery.connection_id).exclude(
            last_event_at__gt=delivery.received_at - NOTE_EVENT_EVERY
        ).update(last_event_at=delivery.received_at)
    # Of a rejected delivery, no event had an effect.
    delivery.events = [_summary(effect) for effect in effects or [Effect(event, None) for event in events]]
    delivery.processed_at = timezone.now()
    delivery.save(update_fields=["state", "error", "processed_at", "events"])
    return delivery


def delivery_fail(*, delivery_id: int, reason: str) -> None:
    """It could not be processed, however often it was tried; a person may replay it."""
    Delivery.objects.filter(pk=delivery_id, state=Delivery.State.STORED).update(
        state=Delivery.State.FAILED, error=reason, processed_at=timezone.now()
    )


def delivery_replay(*, delivery: Delivery) -> Delivery:
    """Owe the processing of a delivery once more. What it did already it does not do twice."""
    with transaction.atomic():
        Delivery.objects.filter(pk=delivery.pk).update(state=Delivery.State.STORED, error="")
        job_put(JOB_KIND, key=str(delivery.pk), payload={"delivery_id": delivery.pk})
    delivery.refresh_from_db()
    return delivery


def _outcome(events: Sequence[Event]) -> tuple[str, str]:
    for event in events:
        if isinstance(event, Unreadable):
            return Delivery.State.FAILED, event.reason
    understood = any(not isinstance(event, Unknown) for event in events)
    return (Delivery.State.PROCESSED if understood else Delivery.State.IGNORED), ""


def _summary(effect: Effect) -> dict[str, Any]:
    """The name of an event, its ids and what it did to the mirror, without what a customer wrote."""
    told = {
        name: value
        for name, value in asdict(effect.event).items()
        if value is not None and (name in ("kind", "family", "action", "trigger") or name.endswith("_id"))
    }
    mirrored = {"mirror": effect.outcome.value} if effect.outcome else {}
    facts = {name: True for name in ("has_moved", "caused_by_us") if getattr(effect, name)}
    return {"event": type(effect.event).__name__, **told, **mirrored, **facts}
