"""Mails that came before Kommo knew their sender find their lead afterwards."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from mailbox.kinds import NOTE_JOB
from mailbox.models import Email, Thread
from mailbox.owners import Owner, owner_of
from tenants.jobs import job_put

# A stranger's mail is looked up again so long after it came; newsletters must not be for ever.
LOOKED_UP_FOR = timedelta(days=2)
THREADS_A_TIME = 50


def threads_adopt() -> int:
    """Look the senders of recent threads without a lead up once more; how many threads have one now."""
    since = timezone.now() - LOOKED_UP_FOR
    orphans = Thread.objects.filter(lead_id=None, last_at__gte=since).exclude(counterpart="").order_by("-last_at")
    return sum(thread_adopt(thread, owner_of(thread.counterpart)) for thread in orphans[:THREADS_A_TIME])


@transaction.atomic
def thread_adopt(thread: Thread, owner: Owner) -> bool:
    """Give a thread that has no lead to this one, with all that was said in it, and owe the notes."""
    if thread.lead_id or (owner.lead_id, owner.contact_id) == (None, thread.contact_id):
        return False
    thread.lead_id, thread.contact_id = owner.lead_id, owner.contact_id
    thread.save(update_fields=["lead_id", "contact_id", "updated_at"])
    emails = Email.objects.filter(thread=thread, lead_id=None)
    unnoted = list(emails.values_list("pk", flat=True)) if owner.lead_id else []
    emails.update(lead_id=owner.lead_id, contact_id=owner.contact_id)
    for email_id in unnoted:
        job_put(NOTE_JOB, key=str(email_id), payload={"email_id": email_id})
    return owner.lead_id is not None
