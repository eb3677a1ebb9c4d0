"""Letting go of a Kommo account: by our button, or because access was withdrawn in Kommo."""

import structlog
from django.db import transaction

from crm_kommo.calls import client_of
from crm_kommo.client import errors
from crm_kommo.failures import failure_of
from crm_kommo.journal import journal_add
from crm_kommo.models import Connection, ConnectionEvent
from crm_kommo.models.failure import Failure
from crm_kommo.notices import Notice, notice_drop, notice_put
from crm_kommo.services.chat_ways import widget_door_close
from crm_kommo.services.connections import ROUTE_KIND
from crm_kommo.services.sync_runs import syncs_end
from crm_kommo.upkeep import upkeep_end
from tenants.models import InboundRoute
from tenants.services import inbound_route_deactivate

log = structlog.get_logger(__name__)


def connection_disconnect(*, connection: Connection) -> Connection:
    """End our webhook at Kommo while the token works, then forget the grant; done also when Kommo cannot be reached.

    A webhook that could not be ended is noted (`webhook_state` LEFT): its address is refused here from now on, and
    after a hundred refusals Kommo switches it off. The webhooks of others are not touched.
    """
    left_behind = ""
    if connection.webhook_destination:
        left_behind = _end_webhook(connection)
    with transaction.atomic():
        connection = _forget(connection)
        if left_behind:
            connection.webhook_state, connection.webhook_error = Connection.WebhookState.LEFT, left_behind
        connection.save()
    return connection


@transaction.atomic
def connection_withdrawn(*, connection: Connection) -> bool:
    """Kommo says that our access ended there: forget it, and tell the owners. False when it was ended before."""
    connection = Connection.objects.select_for_update(no_key=True).get(pk=connection.pk)
    if connection.status == Connection.Status.DISCONNECTED:
        return False
    connection = _forget(connection)
    connection.status_reason = Failure.WITHDRAWN
    connection.save()
    notice_drop(connection, Notice.NEEDS_RECONNECT)
    notice_put(connection, Notice.WITHDRAWN)
    return True


def _end_webhook(connection: Connection) -> str:
    """Why it could not be ended, "" when it was."""
    if not connection.is_usable:
        return Failure(connection.status_reason or Failure.REVOKED)
    try:
        client_of(connection).webhooks.unsubscribe(destination=connection.webhook_destination)
    except errors.KommoError as error:
        log.warning("kommo_unsubscribe_failed", connection_id=connection.pk, error=type(error).__name__)
        return failure_of(error)
    return ""


def _forget(connection: Connection) -> Connection:
    """The row, locked, without its grant and its ways in; the caller saves it in the same transaction."""
    connection = Connection.objects.select_for_update(no_key=True).get(pk=connection.pk)
    for route in InboundRoute.objects.filter(kind=ROUTE_KIND, public_id=connection.public_id, is_active=True):
        inbound_route_deactivate(route=route)
    widget_door_close(connection=connection)
    connection.status = Connection.Status.DISCONNECTED
    connection.status_reason = connection.status_detail = ""
    connection.access_token = connection.refresh_token = None
    connection.access_expires_at = connection.refresh_issued_at = connection.missing_scope_at = None
    connection.webhook_id = connection.webhook_destination = None
    connection.webhook_state, connection.webhook_error = Connection.WebhookState.NONE, ""
    syncs_end(connection=connection)
    upkeep_end(connection)
    journal_add(connection_id=connection.pk, kind=ConnectionEvent.Kind.DISCONNECTED)
    return connection
