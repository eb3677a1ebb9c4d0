"""Recent talks, the channels they name, and the leads and contacts they belong to."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from typing import TypeVar

from django.db import transaction

from crm_kommo.client.cards import Card
from crm_kommo.client.errors import Forbidden, NotFound
from crm_kommo.client.kommo import KommoClient
from crm_kommo.client.resources.channels import LeadSource
from crm_kommo.client.resources.leads import Lead
from crm_kommo.client.resources.sources import Source
from crm_kommo.client.resources.talks import Talk
from crm_kommo.mirror import mirror_contact, mirror_lead, mirror_talk
from crm_kommo.mirror.channels import channel_named, channel_seen
from crm_kommo.mirror.rows import Outcome
from crm_kommo.models import Connection, SyncRun
from crm_kommo.models.mirrored import MirroredEntity
from crm_kommo.sync.progress import Progress
from crm_kommo.sync.readings import Reading

# Enough to name what people will look at; older chats become known when somebody writes in them.
MOST_TALKS = 2_000
# The ids of one request travel in its address.
BATCH = 100

Read = TypeVar("Read")


def read_talks(kommo: KommoClient) -> Iterator[Sequence[Talk]]:
    try:
        talks = islice(kommo.talks.all(), MOST_TALKS)
        while batch := list(islice(talks, BATCH)):
            yield batch
    except NotFound:
        return  # amoCRM.ru has no such list; there, channels and talks become known by hooks


def keep_talks(talks: Sequence[Talk], connection: Connection, progress: Progress) -> Iterable[Reading]:
    progress.expect(len(talks))
    _mirror(mirror_talk, talks, connection, progress)
    leads, contacts = _ids(talk.lead_id for talk in talks), _ids(talk.contact_id for talk in talks)
    return [
        _reading(lambda kommo: iter([kommo.leads.by_ids(ids=leads)]), keep_leads),
        _reading(lambda kommo: iter([kommo.contacts.by_ids(ids=contacts)]), keep_contacts),
    ]


def keep_leads(leads: Sequence[Lead], connection: Connection, progress: Progress) -> Iterable[Reading]:
    progress.expect(len(leads))
    # A second sync of what is unchanged writes nothing, not even when it was read.
    _mirror(partial(mirror_lead, stamps_again=False), leads, connection, progress)
    return []


def keep_contacts(contacts: Sequence[Card], connection: Connection, progress: Progress) -> Iterable[Reading]:
    progress.expect(len(contacts))
    _mirror(partial(mirror_contact, stamps_again=False), contacts, connection, progress)
    return []


def read_own_sources(kommo: KommoClient) -> Iterator[list[Source]]:
    try:
        yield kommo.sources.all()
    except (Forbidden, NotFound):
        return  # the integration may not make sources, so it has none


def keep_own_sources(sources: Sequence[Source], connection: Connection, progress: Progress) -> Iterable[Reading]:
    for source in sources:
        channel_seen(connection, origin=source.origin_code, source_id=source.id, at=None)
    return keep_names(sources, connection, progress)


def read_lead_sources(kommo: KommoClient) -> Iterator[list[LeadSource]]:
    yield kommo.channels.sources_of_recent_leads()


def keep_names(sources: Sequence[Source | LeadSource], connection: Connection, progress: Progress) -> Iterable[Reading]:
    """A lead's source may be a form as well as a messenger: it names channels that are known, and makes none."""
    for source in sources:
        channel_named(connection, source_id=source.id, name=source.name)
    return []


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
        progress.note(SyncRun.What.CHANNELS, outcome)


def _ids(ids: Iterable[int | None]) -> list[int]:
    return sorted({id_ for id_ in ids if id_})


def _reading(read: Callable, keep: Callable, then: tuple[Reading, ...] = ()) -> Reading:
    return Reading(SyncRun.What.CHANNELS, read, keep, then)


def chat_readings() -> list[Reading]:
    """Names come after the channels that bear them."""
    names = (_reading(read_own_sources, keep_own_sources), _reading(read_lead_sources, keep_names))
    return [_reading(read_talks, keep_talks, then=names)]
