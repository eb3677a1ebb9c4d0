"""Our webhook is looked at again and again: one that is off or gone is subscribed anew, and what was missed is owed."""

from datetime import timedelta

import structlog
from django.db import transaction
from django.utils import timezone

from crm_kommo.calls import client_of
from crm_kommo.client import errors
from crm_kommo.client.kommo import KommoClient
from crm_kommo.client.resources.webhooks import Webhook
from crm_kommo.models import Connection
from crm_kommo.notices import Notice, notice_put
from crm_kommo.services.reconcile import reconcile_owe
from crm_kommo.subscription import ensure_subscription, note_failure, note_webhook
from crm_kommo.upkeep import watch_put

log = structlog.get_logger(__name__)

# A plan or a person without the right to webhooks stays so for a while.
AFTER_A_NO = timedelta(hours=6)


def watch_subscription(*, connection_id: int) -> None:
    """Look at it once and owe the next look, while the connection is usable. Kommo's faults are noted, not raised."""
    connection = Connection.objects.filter(pk=connection_id, status__in=Connection.USABLE).first()
    if connection is None or not connection.webhook_destination:
        return  # the next consent begins anew
    kommo, after = client_of(connection), None
    try:
        ours = _ours(kommo, connection)
        if ours and not ours.is_disabled:
            note_webhook(connection, ours)
        else:
            _subscribe_anew(kommo, connection, ours)
    except errors.KommoError as error:
        # Nothing is known of the webhook now; its state stays what it was, unless Kommo says no for good.
        log.warning("kommo_webhook_not_seen", connection_id=connection.pk, error=type(error).__name__)
        if not error.retryable:
            note_failure(connection, error)
            after = AFTER_A_NO
    watch_put(connection, after=after)


def watch_again(*, connection_id: int) -> None:
    """The job was given up, as after workers that died: the watch goes on all the same."""
    connection = Connection.objects.filter(pk=connection_id, status__in=Connection.USABLE).first()
    if connection:
        watch_put(connection)


def _ours(kommo: KommoClient, connection: Connection) -> Webhook | None:
    hooks = kommo.webhooks.all()
    return next((hook for hook in hooks if hook.destination == connection.webhook_destination), None)


def _subscribe_anew(kommo: KommoClient, connection: Connection, disabled: Webhook | None) -> None:
    """One that was switched off is removed first: only a person could switch it on, and not from here."""
    since = connection.webhook_good_at or connection.connected_at
    if disabled:
        kommo.webhooks.unsubscribe(destination=disabled.destination)
    ensure_subscription(kommo, connection)
    if connection.webhook_state != Connection.WebhookState.ACTIVE:
        return  # noted; the next look tries again
    log.warning("kommo_webhook_restored", connection_id=connection.pk, was_disabled=bool(disabled))
    with transaction.atomic():
        connection.webhook_restored_at = timezone.now()
        connection.save(update_fields=["webhook_restored_at", "updated_at"])
        notice_put(connection, Notice.WEBHOOK_RESTORED)
        reconcile_owe(connection=connection, since=since)
