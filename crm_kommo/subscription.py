"""Our webhook at Kommo: which events it asks for, and whether it is there and on."""

import structlog
from django.utils import timezone

from crm_kommo.client import errors
from crm_kommo.client.kommo import KommoClient
from crm_kommo.client.resources.webhooks import Webhook
from crm_kommo.failures import failure_of
from crm_kommo.journal import journal_add
from crm_kommo.models import Connection, ConnectionEvent
from crm_kommo.models.failure import Failure

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

TOO_MANY_WEBHOOKS = 422


def ensure_subscription(kommo: KommoClient, connection: Connection) -> None:
    """Subscribe to the connection's address, and note on the connection how it went.

    A failure is a state to be shown, and mended by the watch (services/subscription_watch.py), so nothing is raised.
    """
    try:
        webhook = _subscribe(kommo, destination=connection.webhook_destination)
    except errors.KommoError as error:
        note_failure(connection, error)
    else:
        note_webhook(connection, webhook)


def note_webhook(connection: Connection, webhook: Webhook) -> None:
    """Keep what Kommo says of our webhook."""
    states, before = Connection.WebhookState, connection.webhook_state
    connection.webhook_id = webhook.id
    connection.webhook_state = states.DISABLED if webhook.is_disabled else states.ACTIVE
    connection.webhook_error = ""
    connection.webhook_checked_at = timezone.now()
    if not webhook.is_disabled:
        connection.webhook_good_at = connection.webhook_checked_at
    _save(connection, before=before)


def note_failure(connection: Connection, error: errors.KommoError) -> None:
    """Keep why our webhook could not be set up."""
    before, connection.webhook_state = connection.webhook_state, Connection.WebhookState.FAILED
    connection.webhook_error = webhook_failure(error)
    connection.webhook_checked_at = timezone.now()
    log.warning("kommo_webhook_failed", connection_id=connection.pk, error=type(error).__name__)
    _save(connection, before=before)


def webhook_failure(error: errors.KommoError) -> Failure:
    """The error of a subscription in words that say what to do about it."""
    if isinstance(error, errors.Invalid) and any("destination" in problem.path for problem in error.problems):
        return Failure.WEBHOOK_ADDRESS
    if isinstance(error, errors.Refused) and error.status == TOO_MANY_WEBHOOKS:
        return Failure.WEBHOOKS_FULL
    return failure_of(error)


def _save(connection: Connection, *, before: str) -> None:
    connection.save(
        update_fields=[
            "webhook_checked_at",
            "webhook_good_at",
            "webhook_id",
            "webhook_state",
            "webhook_error",
            "updated_at",
        ]
    )
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
