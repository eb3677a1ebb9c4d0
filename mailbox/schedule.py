"""When an account is visited next."""

from datetime import timedelta

from django.utils import timezone

from mailbox.kinds import FETCH_JOB
from mailbox.models import Account
from tenants.jobs import job_put

FETCH_EVERY = timedelta(minutes=2)
# After failures in a row the next visit waits longer: providers lock out who keeps coming with a wrong password.
FETCH_SELDOM = timedelta(hours=1)


def fetch_put(account: Account, *, after: timedelta) -> None:
    """Owe a visit; one that is owed earlier already stays as it is."""
    job_put(FETCH_JOB, key=str(account.pk), payload={"account_id": account.pk}, due_at=timezone.now() + after)


def fetch_pause(account: Account) -> timedelta:
    """How long the account is left in peace."""
    return min(FETCH_EVERY * 2 ** min(account.failures, 10), FETCH_SELDOM)
