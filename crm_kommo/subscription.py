"""Our webhook at Kommo: which events it asks for, and whether it is there and on."""

import structlog
from django.utils import timezone

from crm_kommo.client import errors
from crm_kommo.client.kommo import KommoClient
from crm_kommo.client.resources.webhooks import Webhook
from crm_kommo.failures import failure_of
from crm_kommo.journal import journal_add
from crm_kommo.models import Connection, ConnectionEvent

log = structlog.get_logger(__name__)

ENTITIES = ("lead", "contact", "company")
ACTIONS = ("add", "update", "delete", "restore", "responsible", "note")
DOCUMENTED = (
    *(f"{action}_{entity}" for entity in ENTITIES for action in ACTIONS),
    "status_lead",
    "add_task",
    "delete_task",
    "responsible_task",
    "add_talk",
    "add_message",
    "add_outgoing_message",
    "add_chat_template_review",
)
# Named by one of the two brands' documentation only.
BY_ONE_BRAND = (
    "update_task",
    "update_talk",
    "add_customer",
    "update_customer",
    "delete_customer",
    "responsible_customer",
    "note_customer",
)
# The payloads are documented, the codes are what other integrators use.
UNCONFIRMED = ("add_unsorted", "update_unsorted", "delete_unsorted", "add_catalog", "update_catalog", "delete_catalog")
# From the fullest wish to what every account takes.
WISHES = (DOCUMENTED + BY_ONE_BRAND + UNCONFIRMED, DOCUMENTED + BY_ONE_BRAND, DOCUMENTED)


def ensure_subscription(kommo: KommoClient, connection: Connection) -> None:
    """Subscribe to the connection's address, and note on the connection how it went.

    A failure is a state to be shown and mended by the next full sync, so nothing is raised.
    """
    connection.webhook_checked_at, before = timezone.now(), connection.webhook_state
    try:
        webhook = _subscribe(kommo, destination=connection.webhook_destination)
    except errors.KommoError as error:
        connection.webhook_state = Connection.WebhookState.FAILED
        connection.webhook_error = failure_of(error)
        log.warning("kommo_webhook_failed", connection_id=connection.pk, error=type(error).__name__)
    else:
        connection.webhook_id = webhook.id
        # Kommo switches a webhook off after too many bad answers; only a person can switch it on again, there.
        states = Connection.WebhookState
        connection.webhook_state = states.DISABLED if webhook.is_disabled else states.ACTIVE
        connection.webhook_error = ""
    connection.save(update_fields=["webhook_checked_at", "webhook_id", "webhook_state", "webhook_error", "updated_at"])
    if connection.webhook_state != before:
        detail = connection.webhook_error or connection.webhook_state
        journal_add(connection_id=connection.pk, kind=ConnectionEvent.Kind.WEBHOOK, detail=detail)


def _subscribe(kommo: KommoClient, *, destination: str) -> Webhook:
    for events in WISHES[:-1]:
        try:
            return kommo.webhooks.subscribe(destination=destination, events=events)
        except errors.Invalid:
            log.info("kommo_webhook_codes_refused", count=len(events))
    return kommo.webhooks.subscribe(destination=destination, events=WISHES[-1])
