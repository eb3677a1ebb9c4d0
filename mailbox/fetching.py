"""Fetching what is new in an account's inbox.

The cursor (UIDVALIDITY, last UID) moves in the transaction that keeps the mail, so that whatever dies on the way, the
next visit goes on after the last mail that is kept. A renumbered inbox is read again; what is here already is known.
"""

import time
from datetime import timedelta

import structlog
from django.db import transaction
from django.utils import timezone

from mailbox.failures import MailError
from mailbox.imap import Inbox, inbox_of
from mailbox.models import Account
from mailbox.schedule import FETCH_EVERY, fetch_pause, fetch_put
from mailbox.services.accounts import account_works
from mailbox.services.receiving import email_receive
from tenants.jobs import lease_renew

log = structlog.get_logger(__name__)

# What is left is fetched by the next visit, at once, so that one full mailbox does not hold a worker for long.
MAILS_A_VISIT = 200
VISIT_SECONDS = 120.0


def account_fetch(*, account_id: int) -> int:
    """Fetch what is new; how many mails were kept. The next visit is owed before anything can go wrong."""
    account = Account.objects.filter(pk=account_id, is_paused=False).exclude(imap_host="").first()
    if account is None:
        return 0
    fetch_put(account, after=fetch_pause(account))
    try:
        with inbox_of(account) as inbox:
            kept, is_all = _visit(account, inbox)
    except MailError as error:
        log.warning("mail_fetch_failed", account_id=account.pk, reason=error.failure.value)
        _note_failure(account, error)
        return 0
    Account.objects.filter(pk=account.pk).update(last_fetch_at=timezone.now())
    account_works(account=account)
    fetch_put(account, after=FETCH_EVERY if is_all else timedelta(0))
    return kept


def _visit(account: Account, inbox: Inbox) -> tuple[int, bool]:
    """How many mails were kept, and whether those were all."""
    is_renumbered = _is_renumbered(account, inbox)
    uids = _recent_uids(account, inbox) if is_renumbered else inbox.uids_above(account.last_uid)
    kept = 0
    ends = time.monotonic() + VISIT_SECONDS
    for uid in uids[:MAILS_A_VISIT]:
        if time.monotonic() > ends:
            return kept, False
        lease_renew()
        kept += _keep(account, inbox, uid)
    if not uids and is_renumbered and inbox.last_uid:
        # Nothing recent: what is in there now stays unread.
        _move_cursor(account, uid_validity=inbox.uid_validity, uid=inbox.last_uid)
    return kept, len(uids) <= MAILS_A_VISIT


def _is_renumbered(account: Account, inbox: Inbox) -> bool:
    # A server put back from a copy may keep its UIDVALIDITY and give UIDs again that it gave since that copy.
    return account.uid_validity != inbox.uid_validity or 0 < inbox.last_uid < account.last_uid


def _recent_uids(account: Account, inbox: Inbox) -> list[int]:
    since = timezone.now() - timedelta(days=account.first_days)
    # A renumbered inbox is read from before the last visit on, however long ago that was. A day: servers' time zones.
    return inbox.uids_since(min(since, (account.last_fetch_at or since) - timedelta(days=1)).date())


def _keep(account: Account, inbox: Inbox, uid: int) -> bool:
    raw, is_cut, came_at = inbox.source(uid)
    with transaction.atomic():
        email = None
        if raw:
            email = email_receive(
                account=account, raw=raw, uid=uid, uid_validity=inbox.uid_validity, is_cut=is_cut, came_at=came_at
            )
        _move_cursor(account, uid_validity=inbox.uid_validity, uid=uid)
    return email is not None


def _move_cursor(account: Account, *, uid_validity: int, uid: int) -> None:
    account.uid_validity, account.last_uid = uid_validity, uid
    account.save(update_fields=["uid_validity", "last_uid", "updated_at"])


def _note_failure(account: Account, error: MailError) -> None:
    Account.objects.filter(pk=account.pk).update(
        failures=account.failures + 1,
        last_error=error.failure,
        last_error_detail=error.detail,
        last_error_at=timezone.now(),
    )
