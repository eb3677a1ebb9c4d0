"""Asking Kommo about the rows that hooks left in doubt: each once, however many hooks were about it."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from crm_kommo.client.kommo import KommoClient
from crm_kommo.mirror.bulk import apply_touches
from crm_kommo.mirror.reads import company_touch, contact_touch, lead_touch, talk_touch, task_touch
from crm_kommo.mirror.rows import Touch
from crm_kommo.models import Company, Connection, Contact, Lead, Talk, Task
from crm_kommo.models.mirrored import MirroredEntity

# The ids of one request travel in its address.
BATCH = 100

Read = Callable[[KommoClient, Sequence[int]], list[Touch]]

# A contact of an incoming lead that nobody accepted yet is not listed, and of companies and tasks it is not known who
# is left out: only of leads does "not there" mean deleted. Of the others a hook's word stands where no read denies it.
GONE_IS_DELETED = {Lead}
READS: dict[type[MirroredEntity], Read] = {
    Lead: lambda kommo, ids: [lead_touch(read) for read in kommo.leads.by_ids(ids=ids)],
    Contact: lambda kommo, ids: [contact_touch(read) for read in kommo.contacts.by_ids(ids=ids)],
    Talk: lambda kommo, ids: [talk_touch(read) for read in kommo.talks.by_ids(ids=ids)],
    Company: lambda kommo, ids: [company_touch(read) for read in kommo.companies.by_ids(ids=ids)],
    Task: lambda kommo, ids: [task_touch(read) for read in kommo.tasks.find(ids=ids)],
}


def settle_batch(kommo: KommoClient, *, connection: Connection) -> int:
    """Read one batch of doubted rows and believe what is read; how many there were. Raises KommoError.

    A doubt that comes while Kommo is being asked stays, and is settled by the next batch.
    """
    for model, read in READS.items():
        doubted = model.objects.filter(connection=connection, doubted_at__isnull=False).order_by("doubted_at")
        ids = list(doubted.values_list("kommo_id", flat=True)[:BATCH])
        if ids:
            asked_at = timezone.now()
            _believe(model, ids, read(kommo, ids), connection=connection, asked_at=asked_at)
            return len(ids)
    return 0


def _believe(
    model: type[MirroredEntity], ids: list[int], touches: list[Touch], *, connection: Connection, asked_at: datetime
) -> None:
    settled: dict[str, Any] = {"doubted_at": None}
    with transaction.atomic():
        apply_touches(touches, connection=connection)
        rows = model.objects.filter(connection=connection, doubted_at__lte=asked_at)
        gone = set(ids) - {touch.kommo_id for touch in touches}
        if model in GONE_IS_DELETED and gone:
            rows.filter(kommo_id__in=gone).update(is_deleted=True, **settled)
        rows.filter(kommo_id__in=ids).update(**settled)
