"""Mails that came before Kommo knew their sender find their lead afterwards."""

from datetime import datetime, timedelta

from django.contrib.postgres.expressions import ArraySubquery
from django.db import transaction
from django.db.models import OuterRef

from mailbox.models import Email, Thread
from mailbox.owners import Owner, contact_ids_of, owners_of
from mailbox.schedule import adopt_put, note_put

# A stranger's mail is looked up again so long after it came; newsletters must not be for ever.
LOOKED_UP_FOR = timedelta(days=2)


@transaction.atomic
def threads_adopt(*, now: datetime) -> None:
    """Look the senders of recent threads without a lead up once more; while any are left, do it again soon."""
    orphans = Thread.objects.filter(lead_id=None, last_at__gte=now - LOOKED_UP_FOR).exclude(counterpart="")
    known = list(
        orphans.annotate(contact_ids=ArraySubquery(contact_ids_of(OuterRef("counterpart"))))
        .exclude(contact_ids=[])
        .order_by("pk")
    )
    for thread, owner in zip(known, owners_of([thread.contact_ids for thread in known]), strict=True):
        thread_adopt(thread, owner)
    if orphans.exists():
        adopt_put()


def thread_adopt(thread: Thread, owner: Owner) -> None:
    """Give a thread that has no lead to this one, with all that was said in it, and owe the notes.

    Needs a transaction.
    """
    if thread.lead_id or (owner.lead_id, owner.contact_id) == (None, thread.contact_id):
        return
    thread.lead_id, thread.contact_id = owner.lead_id, owner.contact_id
    thread.save(update_fields=["lead_id", "contact_id", "updated_at"])
    emails = Email.objects.filter(thread=thread, lead_id=None)
    unnoted = list(emails.values_list("pk", flat=True)) if owner.lead_id else []
    emails.update(lead_id=owner.lead_id, contact_id=owner.contact_id)
    for email_id in unnoted:
        note_put(email_id)
