"""Keeping the mirror in line: by hooks, and by reading one thing when it matters."""

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from crm_kommo.calls import client_of
from crm_kommo.client import errors
from crm_kommo.client.limiter import Lane
from crm_kommo.errors import TryLater
from crm_kommo.failures import read_failure
from crm_kommo.mirror import Effect, apply_events, mirror_contact, mirror_lead, mirror_talk
from crm_kommo.mirror.settle import settle_batch
from crm_kommo.models import Connection, Delivery, Lead, Talk
from crm_kommo.payloads.events import Change, Event
from crm_kommo.selectors import lead_by_kommo_id
from crm_kommo.services.sync_hints import sync_hint
from crm_kommo.services.usable import usable_connection
from tenants.jobs import job_put, lease_renew

SETTLE_JOB = "kommo.settle"
SETTLE_AFTER = timedelta(seconds=2)


@transaction.atomic(savepoint=False)
def mirror_apply(*, events: Sequence[Event], delivery: Delivery) -> list[Effect]:
    """Bring the mirror in line with a delivery's events, and owe the question to Kommo that they leave open.

    Returns what each event did there; nothing of a delivery that names another account than the connection's, which
    is marked as rejected.
    """
    connection = delivery.connection
    if any(event.account_id not in (None, connection.account_id) for event in events):
        delivery.state = Delivery.State.REJECTED
        delivery.error = _("The hook names another Kommo account than the one connected.")
        return []
    sync_hint(events=events, connection=connection)
    effects, has_doubts = apply_events(events, connection=connection)
    if has_doubts:
        settle_owe(connection)
    return effects


@transaction.atomic
def mirror_recheck(*, events: Sequence[Event], delivery: Delivery) -> None:
    """A body came again: what carries no time, or undoes what carries none, may be a repeat or new. Kommo will tell."""
    mirror_apply(events=[event for event in events if _may_be_news(event)], delivery=delivery)


def _may_be_news(event: Event) -> bool:
    return getattr(event, "updated_at", None) is None or getattr(event, "kind", None) is Change.RESTORE


def settle_owe(connection: Connection) -> None:
    """Owe the look at Kommo that ends the doubts; a little later, so that one look serves a burst of hooks."""
    job_put(
        SETTLE_JOB,
        key=str(connection.pk),
        payload={"connection_id": connection.pk},
        due_at=timezone.now() + SETTLE_AFTER,
    )


def mirror_settle(*, connection_id: int) -> int:
    """Ask Kommo about every row in doubt; how many there were. Not to be called inside a transaction.

    Raises Refused, TryLater.
    """
    connection = usable_connection()
    if connection.pk != connection_id:
        return 0  # another account was connected since: its rows are looked at when that one comes back
    kommo = client_of(connection, lane=Lane.BACKGROUND)
    settled = 0
    try:
        while batch := settle_batch(kommo, connection=connection):
            settled += batch
            lease_renew()
    except errors.KommoError as error:
        raise read_failure(error) from error
    return settled


def lead_fresh(*, lead_id: int, max_age: timedelta) -> Lead | None:
    """The mirrored lead, read again when the mirror is older than `max_age`; None when it does not exist.

    While Kommo is away the mirror is better than nothing. Raises Refused, and TryLater for a lead never read before.
    """
    lead = lead_by_kommo_id(lead_id)
    was_read = lead is not None and lead.read_at is not None
    if was_read and max(lead.read_at, lead.mirrored_at) > timezone.now() - max_age:
        return None if lead.is_deleted else lead
    try:
        return lead_refresh(lead_id=lead_id)
    except TryLater:
        if not was_read:
            raise
        return None if lead.is_deleted else lead


def lead_refresh(*, lead_id: int) -> Lead | None:
    """Read a lead and its main contact from Kommo into the mirror; None when there is no such lead (any more).

    Raises Refused, TryLater. Not to be called inside a transaction.
    """
    connection = usable_connection()
    kommo = client_of(connection)
    try:
        read = kommo.leads.get(lead_id=lead_id)
        contacts = kommo.contacts.by_ids(ids=[read.main_contact_id]) if read and read.main_contact_id else []
    except errors.KommoError as error:
        raise read_failure(error) from error
    if read is None:
        Lead.objects.filter(connection=connection, kommo_id=lead_id).update(is_deleted=True)
        return None
    with transaction.atomic():
        lead, _outcome = mirror_lead(read, connection=connection)
        for contact in contacts:
            mirror_contact(contact, connection=connection)
    return None if lead.is_deleted else lead


def talk_refresh(*, talk_id: int) -> Talk | None:
    """Read a talk from Kommo into the mirror; None when there is no such talk. Raises Refused, TryLater."""
    connection = usable_connection()
    try:
        read = client_of(connection).talks.get(talk_id=talk_id)
    except errors.KommoError as error:
        raise read_failure(error) from error
    if read is None:
        Talk.objects.filter(connection=connection, kommo_id=talk_id).update(is_deleted=True)
        return None
    with transaction.atomic():
        talk, _outcome = mirror_talk(read, connection=connection)
    return talk
