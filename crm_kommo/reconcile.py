"""Reading what changed, for the hooks that never came: lost under load, or while our webhook was off.

Neither the times nor the pages of a list can be trusted alone: a thing that changes while pages are read moves the
others, so a list of several pages is read once more; and open talks' leads are looked at by their ids too.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import TypeVar

from django.db import transaction
from django.utils import timezone

from crm_kommo.client.filters import Filters
from crm_kommo.client.kommo import KommoClient
from crm_kommo.client.pagination import PAGE_SIZE
from crm_kommo.mirror.bulk import apply_touches
from crm_kommo.mirror.channels import channels_seen
from crm_kommo.mirror.reads import contact_touch, lead_touch, talk_touch
from crm_kommo.mirror.rows import How, Touch
from crm_kommo.models import Connection, Lead, Talk
from tenants.jobs import lease_renew

# Kommo lists talks without a filter of times; older ones become known when somebody writes in them.
MOST_TALKS = 2_000

Read = TypeVar("Read")


@dataclass(frozen=True)
class Changes:
    """What was read: everything that changed in [since, until]. `talk_ids`: where something may have been said."""

    since: datetime
    until: datetime
    talk_ids: tuple[int, ...]


def read_changes(kommo: KommoClient, *, connection: Connection, since: datetime, until: datetime) -> Changes:
    """Bring the mirror in line with what changed in that time. Raises KommoError. Not to be called in a transaction."""
    changed = Filters(updated=(since, until), order="updated_at")
    leads = _twice(lambda: kommo.leads.list(filters=changed))
    _mirror((lead_touch(read) for read in leads), connection)
    _mirror((_bin_touch(id_) for id_ in kommo.leads.binned(filters=changed)), connection)
    contacts = _twice(lambda: kommo.contacts.list(filters=changed))
    _mirror((contact_touch(read) for read in contacts), connection)
    talks = [
        talk for talk in islice(kommo.talks.all(), MOST_TALKS) if talk.updated_at is None or talk.updated_at >= since
    ]
    channels_seen(connection, ((talk.origin, talk.source_id, talk.updated_at) for talk in talks))
    _mirror((talk_touch(read) for read in talks), connection)
    _doubt_leads_of_open_talks(connection, since=since)
    return Changes(since, until, tuple(talk.id for talk in talks))


def _twice(read: Callable[[], Iterable[Read]]) -> list[Read]:
    """All pages and, when there are several, all of them again: what moved between pages is in one of the two."""
    found = list(read())
    return found if len(found) <= PAGE_SIZE else [*found, *read()]


def _bin_touch(lead_id: int) -> Touch:
    return Touch(model=Lead, kommo_id=lead_id, how=How.READ, values={"is_deleted": True})


def _mirror(touches: Iterator[Touch], connection: Connection) -> None:
    while batch := list(islice(touches, PAGE_SIZE)):
        lease_renew()
        with transaction.atomic():
            apply_touches(batch, connection=connection)


def _doubt_leads_of_open_talks(connection: Connection, *, since: datetime) -> None:
    """Their agents act on them: they are read by id, whatever the lists of changes said."""
    of_open_talks = Talk.objects.filter(connection=connection, is_in_work=True, is_deleted=False)
    leads = Lead.objects.filter(connection=connection, kommo_id__in=of_open_talks.values("lead_id"), is_deleted=False)
    leads.exclude(read_at__gte=since).update(doubted_at=timezone.now())
