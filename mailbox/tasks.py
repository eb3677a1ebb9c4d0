"""The jobs of this app. A lease covers what a step waits for of the server that it speaks with, and a little more."""

from datetime import datetime, timedelta

from django.utils import timezone

from mailbox import adoption, fetching, notes, outbox
from mailbox.kinds import ADOPT_JOB, FETCH_JOB, FILE_JOB, NOTE_JOB, SEND_JOB
from tenants.jobs import job_handler

# 20 MB over a slow line; the servers' answers are waited for a minute at most each.
LEASE = timedelta(minutes=5)


@job_handler(FETCH_JOB, queue="mail", lease=LEASE, atomic=False, max_attempts=20)
def fetch(*, account_id: int, **_later) -> None:
    fetching.account_fetch(account_id=account_id)


def abandon(*, reason: str, email_id: int, **_later) -> None:
    outbox.email_abandon(email_id=email_id, reason=reason)


@job_handler(SEND_JOB, queue="mail", lease=LEASE, atomic=False, on_dead=abandon)
def send(*, email_id: int, **_later) -> None:
    outbox.email_send(email_id=email_id)


@job_handler(FILE_JOB, queue="mail", lease=LEASE, atomic=False)
def file(*, email_id: int, **_later) -> None:
    outbox.email_file(email_id=email_id)


@job_handler(NOTE_JOB, queue="mail", lease=timedelta(minutes=2), atomic=False, max_attempts=12)
def note(*, email_id: int, owed_at: str, **_later) -> None:
    notes.email_note(email_id=email_id, owed_at=datetime.fromisoformat(owed_at))


@job_handler(ADOPT_JOB, queue="mail")
def adopt(**_later) -> None:
    adoption.threads_adopt(now=timezone.now())
