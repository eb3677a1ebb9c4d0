"""Does Kommo have our webhook, and can it reach us?"""

from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from crm_kommo.checks.result import Outcome, Result
from crm_kommo.client.kommo import KommoClient
from crm_kommo.models import CheckRun, Connection
from crm_kommo.subscription import ensure_subscription
from tenants.outside import OutsideRefused, outside_check

RECENT = timedelta(hours=24)


def check_subscription(kommo: KommoClient, run: CheckRun) -> Result:
    """Asks Kommo for the subscription anew: the one write that leaves no trace in the CRM."""
    connection = run.connection
    ensure_subscription(kommo, connection)
    if connection.webhook_state == Connection.WebhookState.ACTIVE:
        return Result(Outcome.OK, "subscribed")
    if connection.webhook_state == Connection.WebhookState.DISABLED:
        return Result(Outcome.BAD, "subscription_disabled")
    return Result(Outcome.BAD, "call_failed", {"failure": connection.webhook_error})


def check_reachable(kommo: KommoClient, run: CheckRun) -> Result:
    """What came in proves it best. While nothing came, our address is at least looked at as Kommo would."""
    connection = Connection.objects.get(pk=run.connection_id)
    if connection.last_event_at and connection.last_event_at > timezone.now() - RECENT:
        return Result(Outcome.OK, "events_come")
    if urlsplit(settings.PUBLIC_URL).hostname == urlsplit(connection.base_url).hostname:
        # The stand-in on this very machine: it needs no public address.
        return Result(Outcome.WARN, "no_event_in_a_day", {"address": settings.PUBLIC_URL})
    try:
        outside_check(settings.PUBLIC_URL)
    except OutsideRefused:
        return Result(Outcome.BAD, "address_not_public", {"address": settings.PUBLIC_URL})
    return Result(Outcome.WARN, "no_event_in_a_day", {"address": settings.PUBLIC_URL})
