"""Sending a queued mail: at most once in the recipients' eyes, whatever dies on the way.

`sending` is committed before the server is called. Who finds a mail in that state later does not know whether it went
out, and looks for it in the folder of sent mail; when that cannot tell, it stays unknown, and a person decides.
"""

from datetime import timedelta

import structlog
from django.db import transaction
from django.utils import timezone

from mailbox.compose import ascii_address
from mailbox.failures import MailCutOff, MailError, MailLater, MailRefused
from mailbox.imap import sent_has, sent_keep
from mailbox.kinds import FILE_JOB
from mailbox.models import Email, MailFailure
from mailbox.schedule import note_put
from mailbox.selectors import email_raw
from mailbox.smtp import smtp_send
from tenants.jobs import RetryLater, job_put

log = structlog.get_logger(__name__)

# A server that asks to try later is asked so long: greylisting takes minutes, an outage an hour or two.
GIVE_UP_AFTER = timedelta(hours=4)
TRY_AGAIN = timedelta(minutes=2)
# By then a server that keeps copies by itself has put one into the folder of sent mail.
SETTLED_AFTER = timedelta(minutes=1)


def email_send(*, email_id: int) -> None:
    """Send one mail, or settle what became of it. Raises RetryLater while that cannot be done."""
    email = Email.objects.select_related("account").get(pk=email_id)
    if email.state == Email.State.SENDING:
        _settle(email)
    elif email.state == Email.State.QUEUED and _may_send(email) and _claim(email):
        _send(email)


def email_file(*, email_id: int) -> None:
    """Put a copy of a sent mail where the account's other programs show sent mail. Raises RetryLater."""
    email = Email.objects.select_related("account").get(pk=email_id)
    if email.account is None or not email.account.reads:
        return
    try:
        sent_keep(email.account, message_id=email.message_id, raw=email_raw(email), at=email.at)
    except MailLater as error:
        raise RetryLater(after=TRY_AGAIN, reason=str(error)) from error
    except MailRefused as error:
        # The mail is sent; a copy more or less is no reason to bother anybody. The next fetch shows what is wrong.
        log.warning("mail_not_filed", reason=error.failure.value)


def email_abandon(*, email_id: int, reason: str) -> None:
    """The job is dead: its mail must not stand as waiting for ever."""
    log.warning("mail_abandoned", reason=reason)
    _end(email_id, Email.State.SENDING, Email.State.UNKNOWN, MailFailure.CUT_OFF)
    _end(email_id, Email.State.QUEUED, Email.State.FAILED, MailFailure.STOPPED)


def _may_send(email: Email) -> bool:
    if email.account is not None and not email.account.is_paused:
        return True
    _end(email.pk, Email.State.QUEUED, Email.State.FAILED, MailFailure.PAUSED)
    return False


def _claim(email: Email) -> bool:
    email.sending_at = timezone.now()
    mine = Email.objects.filter(pk=email.pk, state=Email.State.QUEUED)
    return bool(mine.update(state=Email.State.SENDING, sending_at=email.sending_at))


def _send(email: Email) -> None:
    try:
        smtp_send(
            email.account,
            sender=ascii_address(email.from_address),
            recipients=[ascii_address(person["address"]) for person in [*email.to, *email.cc, *email.bcc]],
            raw=email_raw(email),
        )
    except MailCutOff as error:
        raise RetryLater(after=SETTLED_AFTER, reason=str(error), counts=False) from error
    except MailRefused as error:
        _end(email.pk, Email.State.SENDING, Email.State.FAILED, error.failure, error.detail)
    except MailLater as error:
        _send_later(email, error)
    else:
        _sent(email)


def _send_later(email: Email, error: MailError) -> None:
    """Nobody got it, and the server may take it later: but not for ever."""
    if timezone.now() - email.at > GIVE_UP_AFTER:
        _end(email.pk, Email.State.SENDING, Email.State.FAILED, error.failure, error.detail)
        return
    _end(email.pk, Email.State.SENDING, Email.State.QUEUED, error.failure, error.detail)
    raise RetryLater(after=TRY_AGAIN, reason=str(error), counts=False) from error


def _settle(email: Email) -> None:
    """Somebody began to send this mail and did not come back."""
    age = timezone.now() - email.sending_at
    if age < SETTLED_AFTER:
        raise RetryLater(after=SETTLED_AFTER - age, reason="waiting until a copy is surely kept", counts=False)
    try:
        is_there = email.account is not None and email.account.reads and _is_kept(email)
    except MailLater as error:
        if age < GIVE_UP_AFTER:
            raise RetryLater(after=TRY_AGAIN, reason=str(error), counts=False) from error
        is_there = False
    if is_there:
        _sent(email)
    else:
        # Not every server keeps copies, so that none there proves nothing.
        _end(email.pk, Email.State.SENDING, Email.State.UNKNOWN, MailFailure.CUT_OFF)


def _is_kept(email: Email) -> bool:
    try:
        return sent_has(email.account, message_id=email.message_id)
    except MailRefused:
        return False


@transaction.atomic
def _sent(email: Email) -> None:
    if not _end(email.pk, Email.State.SENDING, Email.State.SENT):
        return
    if email.account is not None and email.account.reads:
        job_put(FILE_JOB, key=str(email.pk), payload={"email_id": email.pk})
    if email.lead_id and not email.noted_at:
        note_put(email.pk)


def _end(email_id: int, before: str, after: str, failure: str = "", detail: str = "") -> bool:
    """From one state to the next; False when it is in another one by now."""
    mine = Email.objects.filter(pk=email_id, state=before)
    return bool(mine.update(state=after, state_reason=failure, state_detail=detail[:300], updated_at=timezone.now()))
