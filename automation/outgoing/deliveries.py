"""A fact becomes a row for each endpoint that wants it, and a job for each row: all in the fact's own transaction."""

import json
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agents.models import AgentIntegration
from agents.selectors import integration_works
from automation.kinds import OUTGOING_JOB, OUTGOING_PRUNE_JOB
from automation.models import OutgoingDelivery, OutgoingEndpoint
from automation.outgoing.events import OutgoingEvent
from automation.outgoing.selectors import endpoints_for
from tenants.errors import Conflict
from tenants.jobs import job_put

VERSION = 1
KEPT = timedelta(days=30)
PRUNE_EVERY = timedelta(days=1)


def fact_tell(*, event: OutgoingEvent, data: dict[str, Any], agent_id: int | None = None) -> None:
    """Owe a fact to the endpoints that asked for it. Without any, this costs one query and changes nothing.

    `agent_id`: whose doing it is; an agent without the outgoing webhook tells nobody. Must run in a transaction.
    """
    wanted = endpoints_for(event)
    if not wanted:
        return
    if agent_id is not None and not integration_works(agent_id=agent_id, kind=AgentIntegration.Kind.WEBHOOK):
        return
    for endpoint in wanted:
        delivery_make(endpoint=endpoint, event=event, data=data)
    job_put(OUTGOING_PRUNE_JOB, due_at=timezone.now() + PRUNE_EVERY)


def delivery_make(*, endpoint: OutgoingEndpoint, event: OutgoingEvent, data: dict[str, Any]) -> OutgoingDelivery:
    now = timezone.now()
    delivery = OutgoingDelivery(endpoint=endpoint, event=event, due_at=now)
    delivery.body = _body(delivery, data=data, at=now)
    delivery.save()
    _owe(delivery)
    return delivery


@transaction.atomic
def delivery_resend(*, delivery: OutgoingDelivery) -> OutgoingDelivery:
    """Try it again from the beginning, under the same id. Raises Conflict while it waits anyway."""
    delivery = OutgoingDelivery.objects.select_for_update(of=("self",)).select_related("endpoint").get(pk=delivery.pk)
    if delivery.state == OutgoingDelivery.State.WAITING:
        raise Conflict(_("This delivery waits for its next attempt already."), code="waiting")
    delivery.state, delivery.tries, delivery.ended_at = OutgoingDelivery.State.WAITING, 0, None
    delivery.due_at = timezone.now()
    delivery.save(update_fields=["state", "tries", "ended_at", "due_at", "updated_at"])
    _owe(delivery)
    return delivery


def deliveries_prune(*, now: datetime) -> None:
    """Forget those older than KEPT; while any are left, do it again tomorrow."""
    OutgoingDelivery.objects.filter(created_at__lt=now - KEPT).delete()
    if OutgoingDelivery.objects.exists():
        job_put(OUTGOING_PRUNE_JOB, due_at=now + PRUNE_EVERY)


def _owe(delivery: OutgoingDelivery) -> None:
    job_put(OUTGOING_JOB, key=str(delivery.pk), payload={"delivery_id": delivery.pk})


def _body(delivery: OutgoingDelivery, *, data: dict[str, Any], at: datetime) -> str:
    told = {
        "version": VERSION,
        "id": str(delivery.uid),
        "event": delivery.event,
        "created_at": at.isoformat(),
        "workspace": connection.tenant.slug,
        "data": data,
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))
