"""Which thread a mail belongs to."""

from datetime import datetime, timedelta

from django.db.models import Q

from mailbox.models import Email, Thread
from mailbox.subjects import is_answer, subject_core

# A reply whose references were lost on the way is taken for one only so long after the last mail.
LOST_REFERENCES_FOR = timedelta(days=14)


def thread_find(
    *, message_id: str, references: list[str], subject: str, counterpart: str, at: datetime
) -> Thread | None:
    """By the mails it answers; by mails that came before it although they answer it; else by its subject."""
    related = Email.objects.filter(Q(message_id__in=references) | Q(references__contains=[message_id]))
    found = related.select_related("thread").order_by("-at", "-pk").first()
    if found:
        return found.thread
    # Only what calls itself an answer, to the same person and lately: many mails are called "Invoice".
    if references or not counterpart or not is_answer(subject):
        return None
    recent = Thread.objects.filter(counterpart=counterpart, last_at__range=(at - LOST_REFERENCES_FOR, at))
    core = subject_core(subject)
    return next((thread for thread in recent.order_by("-last_at")[:50] if subject_core(thread.subject) == core), None)


def thread_touch(thread: Thread, *, at: datetime) -> None:
    """A mail was added to it."""
    Thread.objects.filter(pk=thread.pk, last_at__lt=at).update(last_at=at)
