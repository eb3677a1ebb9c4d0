"""Writes of endpoints: who is told, where, of what, and when one that fails too long is left alone."""

import secrets
from datetime import timedelta

import structlog
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from automation.kinds import OUTGOING_PAUSED_JOB
from automation.models import OutgoingDelivery, OutgoingEndpoint
from automation.outgoing.deliveries import delivery_make
from automation.outgoing.events import LABELS, OutgoingEvent
from tenants.errors import Conflict, InvalidInput
from tenants.jobs import job_put
from tenants.outside import OutsideRefused, outside_check

log = structlog.get_logger(__name__)

MOST = 20
# Both conditions: a burst of events in one bad minute is no reason, and neither is one event in a bad hour.
PAUSE_AFTER_FAILURES = 20
PAUSE_AFTER = timedelta(hours=1)
OLD_SECRET_LIVES = timedelta(hours=24)


def endpoint_create(*, name: str, url: str, events: list[str]) -> tuple[OutgoingEndpoint, str]:
    """A new endpoint and its secret, which is never shown again.

    Raises InvalidInput (name, url, events), Conflict when there are MOST of them.
    """
    if OutgoingEndpoint.objects.count() >= MOST:
        raise Conflict(_("There are %(most)s webhooks already. Delete one first.") % {"most": MOST}, code="too_many")
    secret = _new_secret()
    checked = _checked(name=name, url=url, events=events)
    _check_once(checked["url"])
    return OutgoingEndpoint.objects.create(**checked, secret=secret), secret


@transaction.atomic
def endpoint_update(
    *, endpoint: OutgoingEndpoint, name: str, url: str, events: list[str], is_active: bool
) -> OutgoingEndpoint:
    """Change it. Switched on again, it begins with a clean record. Raises InvalidInput."""
    endpoint = OutgoingEndpoint.objects.select_for_update().get(pk=endpoint.pk)
    checked = _checked(name=name, url=url, events=events)
    _check_once(checked["url"], besides=endpoint)
    for field, value in checked.items():
        setattr(endpoint, field, value)
    if is_active and not endpoint.is_active:
        endpoint.paused_by_us_at, endpoint.failing_since = None, None
        endpoint.failures_in_row, endpoint.last_error = 0, ""
    endpoint.is_active = is_active
    endpoint.save()
    return endpoint


@transaction.atomic
def endpoint_rotate(*, endpoint: OutgoingEndpoint) -> str:
    """A new secret, shown this once. The old one signs too for OLD_SECRET_LIVES."""
    endpoint = OutgoingEndpoint.objects.select_for_update().get(pk=endpoint.pk)
    endpoint.old_secret, endpoint.old_secret_until = endpoint.secret, timezone.now() + OLD_SECRET_LIVES
    endpoint.secret = _new_secret()
    endpoint.save(update_fields=["secret", "old_secret", "old_secret_until", "updated_at"])
    return endpoint.secret


def endpoint_delete(*, endpoint: OutgoingEndpoint) -> None:
    """It goes with its log; what waits for it is not sent."""
    endpoint.delete()


@transaction.atomic
def endpoint_test(*, endpoint: OutgoingEndpoint) -> OutgoingDelivery:
    """Send it a test now. Raises Conflict when it is switched off."""
    if not endpoint.is_active:
        raise Conflict(_("This webhook is switched off. Switch it on first."), code="inactive")
    return delivery_make(endpoint=endpoint, event=OutgoingEvent.TEST, data={"message": "A test from Leadwright."})


def attempt_note(*, endpoint_id: int, error: str) -> None:
    """Keep an endpoint's record, in the caller's transaction; one that fails too long is switched off."""
    endpoint = OutgoingEndpoint.objects.select_for_update().filter(pk=endpoint_id).first()
    if endpoint is None:
        return
    now = timezone.now()
    endpoint.last_error = error[:200]
    if error:
        endpoint.failures_in_row += 1
        endpoint.failing_since = endpoint.failing_since or now
        _pause_if_hopeless(endpoint)
    else:
        endpoint.failures_in_row, endpoint.failing_since, endpoint.last_success_at = 0, None, now
    endpoint.save()


def _pause_if_hopeless(endpoint: OutgoingEndpoint) -> None:
    now = timezone.now()
    lasts = endpoint.failing_since < now - PAUSE_AFTER
    if endpoint.is_active and lasts and endpoint.failures_in_row >= PAUSE_AFTER_FAILURES:
        endpoint.is_active, endpoint.paused_by_us_at = False, now
        job_put(OUTGOING_PAUSED_JOB, key=str(endpoint.pk), payload={"endpoint_id": endpoint.pk})
        log.warning("outgoing_endpoint_paused", endpoint_id=endpoint.pk, failures=endpoint.failures_in_row)


def _checked(*, name: str, url: str, events: list[str]) -> dict[str, object]:
    name, url = name.strip(), url.strip()
    if not name or len(name) > 60:
        raise InvalidInput(_("Give it a name of at most 60 characters."), field="name")
    if len(url) > 500:
        raise InvalidInput(_("The address is longer than 500 characters."), field="url")
    try:
        outside_check(url)
    except OutsideRefused as error:
        raise InvalidInput(str(error), field="url") from error
    unknown = set(events) - set(LABELS)
    if unknown or not events:
        raise InvalidInput(_("Choose at least one of the events in the list."), field="events")
    return {"name": name, "url": url, "events": [event.value for event in LABELS if event in events]}


def _check_once(url: str, *, besides: OutgoingEndpoint | None = None) -> None:
    """An address that is there twice would be told everything twice."""
    others = OutgoingEndpoint.objects.filter(url=url)
    if besides:
        others = others.exclude(pk=besides.pk)
    if others.exists():
        raise InvalidInput(_("There is a webhook with this address already."), field="url", code="taken")


def _new_secret() -> str:
    return f"whsec_{secrets.token_urlsafe(32)}"
