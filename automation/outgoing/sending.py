"""One attempt to deliver, and what follows from how it went. At least once, in any order: receivers know the id."""

import time
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.db import transaction
from django.utils import timezone

from automation.models import OutgoingDelivery, OutgoingEndpoint
from automation.models.outgoing_error import STATUS
from automation.outgoing.endpoints import attempt_note
from automation.outgoing.signature import signature
from tenants.jobs import RetryLater
from tenants.outside import OutsideRefused
from tenants.outside_failures import OutsideFailed
from tenants.outside_post import OutsideAnswer, outside_post

log = structlog.get_logger(__name__)

# After each failed attempt but the last: about a day together.
PAUSES = [
    timedelta(seconds=10),
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=2),
    timedelta(hours=4),
    timedelta(hours=8),
    timedelta(hours=8),
]
ATTEMPTS_KEPT = 30
PAUSED = "the endpoint is switched off"


def delivery_send(*, delivery_id: int) -> None:
    """Make one attempt. Raises RetryLater when another one is to follow. No transaction is open while it waits."""
    delivery = _waiting(delivery_id)
    if delivery is None:
        return
    if not delivery.endpoint.is_active:
        _finish(delivery, attempt=None, state=OutgoingDelivery.State.FAILED, answer=PAUSED)
        return
    began = time.monotonic()
    answer, error = _post(delivery)
    attempt = {
        "at": timezone.now().isoformat(),
        "status": answer.status if answer else None,
        "error": error,
        "ms": round((time.monotonic() - began) * 1000),
    }
    log.info("outgoing_attempt", delivery_id=delivery.pk, status=attempt["status"], error=error, ms=attempt["ms"])
    _settle(delivery, attempt, answer=answer.text if answer else "")


def delivery_abandon(*, delivery_id: int, reason: str) -> None:
    """The job is dead: the log must not say for ever that it waits."""
    if delivery := _waiting(delivery_id):
        _finish(delivery, attempt=None, state=OutgoingDelivery.State.FAILED, answer=reason)


def _waiting(delivery_id: int) -> OutgoingDelivery | None:
    """None when it ended meanwhile, or its endpoint was deleted."""
    waiting = OutgoingDelivery.objects.filter(pk=delivery_id, state=OutgoingDelivery.State.WAITING)
    return waiting.select_related("endpoint").first()


def _post(delivery: OutgoingDelivery) -> tuple[OutsideAnswer | None, str]:
    """The answer, and the code of what is wrong with it or why there is none ("" for a 2xx)."""
    body, now = delivery.body.encode(), timezone.now()
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "Leadwright-Webhooks/1",
        "Leadwright-Event": delivery.event,
        "Leadwright-Delivery": str(delivery.uid),
        "Leadwright-Signature": signature(
            body=body, secrets=_secrets(delivery.endpoint, now), timestamp=int(now.timestamp())
        ),
    }
    try:
        answer = outside_post(delivery.endpoint.url, body=body, headers=headers)
    except (OutsideRefused, OutsideFailed) as error:
        return None, error.failure.value
    return answer, "" if 200 <= answer.status < 300 else f"{STATUS}{answer.status}"


def _secrets(endpoint: OutgoingEndpoint, now: datetime) -> list[str]:
    both = endpoint.old_secret and endpoint.old_secret_until and endpoint.old_secret_until > now
    return [endpoint.secret, endpoint.old_secret] if both else [endpoint.secret]


def _settle(delivery: OutgoingDelivery, attempt: dict[str, Any], *, answer: str) -> None:
    delivery.tries += 1
    with transaction.atomic():
        attempt_note(endpoint_id=delivery.endpoint_id, error=attempt["error"])
        if not attempt["error"]:
            _finish(delivery, attempt=attempt, state=OutgoingDelivery.State.DELIVERED, answer=answer)
            return
        if delivery.tries > len(PAUSES):
            _finish(delivery, attempt=attempt, state=OutgoingDelivery.State.FAILED, answer=answer)
            return
        pause = PAUSES[delivery.tries - 1]
        _save(delivery, attempt=attempt, answer=answer, due_at=timezone.now() + pause)
    raise RetryLater(after=pause, reason=attempt["error"], counts=False)


def _finish(delivery: OutgoingDelivery, *, attempt: dict[str, Any] | None, state: str, answer: str) -> None:
    _save(delivery, attempt=attempt, answer=answer, state=state, ended_at=timezone.now(), due_at=None)


def _save(delivery: OutgoingDelivery, *, attempt: dict[str, Any] | None, **values: Any) -> None:
    attempts = [*delivery.attempts, attempt][-ATTEMPTS_KEPT:] if attempt else delivery.attempts
    OutgoingDelivery.objects.filter(pk=delivery.pk, state=OutgoingDelivery.State.WAITING).update(
        **values, attempts=attempts, tries=delivery.tries, updated_at=timezone.now()
    )
