"""When an account is visited next, and what else of this app is owed from more than one place."""

from datetime import timedelta

from django.utils import timezone

from mailbox.kinds import ADOPT_JOB, FETCH_JOB, NOTE_JOB
from mailbox.models import Account
from tenants.jobs import job_put

FETCH_EVERY = timedelta(minutes=2)
# After failures in a row the next visit waits longer: providers lock out who keeps coming with a wrong password.
FETCH_SELDOM = timedelta(hours=1)
ADOPT_EVERY = timedelta(minutes=5)


def fetch_put(account: Account, *, after: timedelta) -> None:
    """Owe a visit; one that is owed earlier already stays as it is."""
    job_put(FETCH_JOB, key=str(account.pk), payload={"account_id": account.pk}, due_at=timezone.now() + after)


def fetch_pause(account: Account) -> timedelta:
    """How long the account is left in peace."""
    return min(FETCH_EVERY * 2 ** min(account.failures, 10), FETCH_SELDOM)


def note_put(email_id: int) -> None:
    """Owe the note of a mail, from now on: Kommo may be away for a while."""
    payload = {"email_id": email_id, "owed_at": timezone.now().isoformat()}
    job_put(NOTE_JOB, key=str(email_id), payload=payload)


def adopt_put() -> None:
    """Owe a look at the mails that have no lead; one that is owed already stays as it is."""
    job_put(ADOPT_JOB, due_at=timezone.now() + ADOPT_EVERY)
