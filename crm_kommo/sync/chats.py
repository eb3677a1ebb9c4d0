"""Recent talks, the channels they name, and the leads and contacts they belong to."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from django.db import transaction

from crm_kommo.client.kommo import KommoClient
from crm_kommo.client.resources.talks import Talk
from crm_kommo.mirror import mirror_contact, mirror_lead, mirror_talk
from crm_kommo.mirror.rows import Outcome
from crm_kommo.models import Connection
from crm_kommo.models.mirrored import MirroredEntity
from crm_kommo.sync.progress import Progress

# Enough to name what people will look at; older chats become known when somebody writes in them.
MOST_TALKS = 2_000
# The ids of one request travel in its address.
BATCH = 100

Read = TypeVar("Read")


def sync_chats(kommo: KommoClient, connection: Connection, progress: Progress) -> None:
    for talks in _batches(islice(kommo.talks.all(), MOST_TALKS)):
        leads = kommo.leads.by_ids(ids=_ids(talk.lead_id for talk in talks))
        contacts = kommo.contacts.by_ids(ids=_ids(talk.contact_id for talk in talks))
        progress.expect(len(talks) + len(leads) + len(contacts))
        _mirror(mirror_talk, talks, connection, progress)
        _mirror(mirror_lead, leads, connection, progress)
        _mirror(mirror_contact, contacts, connection, progress)


def _batches(talks: Iterator[Talk]) -> Iterator[list[Talk]]:
    while batch := list(islice(talks, BATCH)):
        yield batch


def _ids(ids: Iterable[int | None]) -> list[int]:
    return sorted({id_ for id_ in ids if id_})


def _mirror(
    mirror: Callable[..., tuple[MirroredEntity, Outcome]],
    reads: Sequence[Read],
    connection: Connection,
    progress: Progress,
) -> None:
    for read in reads:
        # One short transaction each: hooks about the same leads are worked off meanwhile.
        with transaction.atomic():
            _row, outcome = mirror(read, connection=connection)
        progress.note(outcome)
