"""Looking for what hooks did not tell: after an outage, and every few hours in any case."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from crm_kommo.calls import client_of
from crm_kommo.client import errors
from crm_kommo.client.limiter import Lane
from crm_kommo.client.resources.talks import TalkMessage
from crm_kommo.failures import read_failure
from crm_kommo.models import Connection, Talk
from crm_kommo.payloads.events import AuthorKind, Message, MessageReceived, MessageSent
from crm_kommo.reconcile import Changes, read_changes
from crm_kommo.selectors import connection_current
from crm_kommo.services.messages import talk_messages
from crm_kommo.services.mirrors import mirror_settle
from crm_kommo.services.usable import usable_connection
from tenants.jobs import job_put

RECONCILE_JOB = "kommo.reconcile"
# Hooks are late and clocks differ: each look begins a little before the last one ended.
OVERLAP = timedelta(minutes=5)


def reconcile_owe(*, connection: Connection, since: datetime | None = None, due_at: datetime | None = None) -> None:
    """Owe a look at what changed since then (None: since the last look): now, as after an outage, or at its time."""
    payload = {"connection_id": connection.pk, "since": since and since.timestamp()}
    job_put(RECONCILE_JOB, key=str(connection.pk), payload=payload, due_at=due_at)


def changes_read(*, connection_id: int, since: datetime | None) -> Changes | None:
    """Read what changed since then (None: since the last look) into the mirror.

    None when another account is connected now. Raises Refused, TryLater. Not to be called inside a transaction.
    """
    connection = usable_connection()
    if connection.pk != connection_id:
        return None
    begins = since or connection.reconciled_at or connection.connected_at
    until = timezone.now()
    try:
        changes = read_changes(
            client_of(connection, lane=Lane.BACKGROUND), connection=connection, since=begins - OVERLAP, until=until
        )
    except errors.KommoError as error:
        raise read_failure(error) from error
    mirror_settle(connection_id=connection.pk)
    return changes


def messages_missed(*, talk_id: int, since: datetime) -> list[Message]:
    """What was said in a talk since then, as the events that hooks would have been. Raises Refused, TryLater.

    Refused when the account did not grant the history of chats: then hooks are all there is.
    """
    connection = usable_connection()
    talk = Talk.objects.get(connection=connection, kommo_id=talk_id)
    said = talk_messages(talk_id=talk_id, since=since, lane=Lane.BACKGROUND)
    return [_event(message, talk=talk, connection=connection) for message in said]


@transaction.atomic
def reconcile_finish(*, connection_id: int, until: datetime | None) -> None:
    """Note up to when all is known (None: the look failed) and owe the next one, while calls may be tried.

    A new consent begins anew.
    """
    connection = connection_current()
    if connection is None or connection.pk != connection_id or not connection.is_usable:
        return
    if until:
        Connection.objects.filter(pk=connection_id).update(reconciled_at=until)
    reconcile_owe(connection=connection, due_at=reconcile_next())


def reconcile_next() -> datetime:
    return timezone.now() + timedelta(hours=settings.KOMMO_RECONCILE_HOURS)


def _event(message: TalkMessage, *, talk: Talk, connection: Connection) -> Message:
    told = {
        "account_id": connection.account_id,
        "message_id": message.id,
        "talk_id": talk.kommo_id,
        "chat_id": talk.chat_id,
        "contact_id": talk.contact_id,
        "lead_id": talk.lead_id,
        "text": message.text,
        "message_type": "text",
        "attachment": None,
        "author_kind": message.author_kind or (AuthorKind.INTERNAL if message.is_outgoing else AuthorKind.EXTERNAL),
        "author_id": "",
        "author_name": message.author_name,
        "origin": talk.origin,
        "source_id": talk.source_id,
        "created_at": message.created_at,
    }
    return MessageSent(user_id=None, **told) if message.is_outgoing else MessageReceived(**told)
