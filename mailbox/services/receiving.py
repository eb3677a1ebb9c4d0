"""Mail that came in."""

from datetime import datetime

import structlog
from django.db import DataError, transaction
from django.utils import timezone

from mailbox.adoption import thread_adopt
from mailbox.models import Account, Email, EmailSource, Thread
from mailbox.owners import Owner, owner_of
from mailbox.parsing.mail import Mail, read_mail, unread_mail
from mailbox.schedule import adopt_put, note_put
from mailbox.threads import thread_find, thread_touch

log = structlog.get_logger(__name__)


def email_receive(
    *, account: Account, raw: bytes, uid: int, uid_validity: int, is_cut: bool, came_at: datetime | None
) -> Email | None:
    """Keep a mail with its thread and its lead, and owe the note; None for one that is here already.

    Whatever is broken in it, its bytes are kept. Call it again for the same mail: nothing happens.
    """
    arrival = {
        "account": account,
        "raw": raw,
        "uid": uid,
        "uid_validity": uid_validity,
        "is_cut": is_cut,
        "came_at": came_at,
    }
    try:
        return _receive(read_mail(raw, is_cut=is_cut), **arrival)
    except (DataError, ValueError, OverflowError):  # the database does not take what was read: the next ones must come
        log.exception("mail_not_storable", size=len(raw))
        return _receive(unread_mail(raw), **arrival)


@transaction.atomic
def _receive(
    mail: Mail, *, account: Account, raw: bytes, uid: int, uid_validity: int, is_cut: bool, came_at: datetime | None
) -> Email | None:
    if _is_here(mail, account):
        return None
    # A date from the future would keep its thread on top for ever.
    now = timezone.now()
    at = min(mail.at or came_at or now, now)
    counterpart = mail.sender["address"]
    thread = thread_find(
        message_id=mail.message_id, references=mail.references, subject=mail.subject, counterpart=counterpart, at=at
    )
    owner = _owner(mail, thread)
    if thread is None:
        thread = Thread.objects.create(subject=mail.subject, counterpart=counterpart, last_at=at)
    thread_adopt(thread, owner)
    thread_touch(thread, at=at)
    email = Email.objects.create(
        account=account,
        thread=thread,
        direction=Email.Direction.IN,
        kind=_kind(mail),
        state=Email.State.RECEIVED,
        message_id=mail.message_id,
        references=mail.references,
        from_name=mail.sender["name"],
        from_address=counterpart,
        to=mail.to,
        cc=mail.cc,
        reply_to=mail.reply_to,
        subject=mail.subject,
        text=mail.text,
        html=mail.html,
        attachments=mail.attachments,
        is_broken=mail.is_broken,
        is_cut=is_cut,
        at=at,
        lead_id=owner.lead_id,
        contact_id=owner.contact_id,
        uid_validity=uid_validity,
        uid=uid,
        digest=mail.digest,
    )
    EmailSource.objects.create(email=email, raw=raw)
    _settle_ours(mail)
    if email.lead_id:
        note_put(email.pk)
    elif counterpart:
        adopt_put()
    return email


def _is_here(mail: Mail, account: Account) -> bool:
    """Read before, or our own: a copy to ourselves comes back into the inbox."""
    incoming = Email.objects.filter(account=account, direction=Email.Direction.IN, digest=mail.digest)
    ours = Email.objects.filter(direction=Email.Direction.OUT, message_id=mail.message_id)
    return incoming.exists() or (mail.sender["address"] == account.address.lower() and ours.exists())


def _owner(mail: Mail, thread: Thread | None) -> Owner:
    """The thread knows better than the address: people answer from other ones."""
    if thread is not None and thread.lead_id:
        return Owner(contact_id=thread.contact_id, lead_id=thread.lead_id)
    addresses = [mail.sender["address"], *(person["address"] for person in mail.reply_to)]
    owners = [owner_of(address) for address in dict.fromkeys(addresses)]
    return next((owner for owner in owners if owner.lead_id), owners[0])


def _kind(mail: Mail) -> str:
    if mail.bounced:
        return Email.Kind.BOUNCE
    return Email.Kind.AUTOMATIC if mail.is_automatic else Email.Kind.ORDINARY


def _settle_ours(mail: Mail) -> None:
    """What is answered was sent, whatever became of the server's answer; what came back did not arrive."""
    ours = Email.objects.filter(direction=Email.Direction.OUT)
    if mail.bounced:
        reason = f"{mail.bounced.recipient}: {mail.bounced.reason}"[:300]
        ours.filter(message_id=mail.bounced.message_id).update(
            state=Email.State.BOUNCED, state_reason="", state_detail=reason
        )
    else:
        unsure = ours.filter(message_id__in=mail.references, state=Email.State.UNKNOWN)
        for email_id in list(unsure.exclude(lead_id=None).values_list("pk", flat=True)):
            note_put(email_id)
        unsure.update(state=Email.State.SENT, state_reason="", state_detail="")
