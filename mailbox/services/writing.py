"""Mail that somebody writes: kept, and owed to be sent."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from crm_kommo.models import Lead
from crm_kommo.selectors import lead_by_kommo_id
from mailbox import selectors
from mailbox.compose import Draft, Upload, compose
from mailbox.drafts import draft_checked
from mailbox.kinds import SEND_JOB
from mailbox.models import Account, Email, EmailSource, Thread
from mailbox.parsing.mail import read_mail
from mailbox.subjects import answer_subject
from mailbox.threads import thread_touch
from tenants.errors import Conflict, InvalidInput, NotFound
from tenants.jobs import job_put


def send_email_from_lead(
    *,
    lead_id: int,
    subject: str,
    text: str,
    html: str = "",
    to: Sequence[str] | None = None,
    cc: Sequence[str] = (),
    bcc: Sequence[str] = (),
    attachments: Sequence[Upload] = (),
    account: Account | None = None,
    author: str,
) -> Email:
    """Begin a thread of a lead. `lead_id` is Kommo's; `to` None: the first address of the lead's contact.

    The mail is sent by a job; its `state` tells what became of it. `author` is the name of who wrote it.
    Raises NotFound for a lead that was never seen here, Conflict without an account to send from, and InvalidInput
    with the field: to, cc, bcc, subject, text, html, attachments.
    """
    lead = lead_by_kommo_id(lead_id)
    if lead is None or lead.is_deleted:
        raise NotFound(_("This lead is not known here."), code="lead_unknown")
    draft = draft_checked(
        to=_addresses_of(lead) if to is None else to,
        cc=cc,
        bcc=bcc,
        subject=subject,
        text=text,
        html=html,
        attachments=attachments,
        references=(),
    )
    account = _account(account)
    with transaction.atomic():
        thread = Thread.objects.create(
            subject=draft.subject,
            counterpart=draft.to[0]["address"],
            lead_id=lead.kommo_id,
            contact_id=lead.main_contact_id,
            last_at=timezone.now(),
        )
        return _queue(draft, thread=thread, account=account, author=author)


def email_reply(
    *,
    email: Email,
    text: str,
    html: str = "",
    to: Sequence[str] | None = None,
    cc: Sequence[str] = (),
    bcc: Sequence[str] = (),
    attachments: Sequence[Upload] = (),
    account: Account | None = None,
    author: str,
) -> Email:
    """Answer a mail in its thread, by the account it came to. `to` None: who wrote it, or to whom it went.

    Raises Conflict without an account to send from, InvalidInput with the field.
    """
    draft = draft_checked(
        to=answer_to(email) if to is None else to,
        cc=cc,
        bcc=bcc,
        subject=answer_subject(email.subject),
        text=text,
        html=html,
        attachments=attachments,
        references=[*email.references, email.message_id],
    )
    account = _account(account or (email.account if email.account and not email.account.is_paused else None))
    with transaction.atomic():
        return _queue(draft, thread=email.thread, account=account, author=author)


def answer_to(email: Email) -> list[str]:
    """Whom an answer goes to unless somebody says otherwise."""
    if email.direction == Email.Direction.OUT:
        return [person["address"] for person in email.to]
    return [person["address"] for person in email.reply_to] or [email.from_address]


@transaction.atomic
def email_send_again(*, email: Email) -> Email:
    """Send once more what was not sent, came back, or may not have been sent: the same mail, with the same id.

    Raises Conflict for others.
    """
    email = Email.objects.select_for_update(of=("self",)).select_related("account").get(pk=email.pk)
    if not email.is_resendable:
        raise Conflict(_("This mail needs not be sent again."), code="not_failed")
    email.state, email.state_reason, email.state_detail = Email.State.QUEUED, "", ""
    email.at = timezone.now()
    email.save(update_fields=["state", "state_reason", "state_detail", "at", "updated_at"])
    _put_send(email)
    return email


def _queue(draft: Draft, *, thread: Thread, account: Account, author: str) -> Email:
    at = timezone.now()
    composed = compose(draft, account=account, at=at)
    email = Email.objects.create(
        account=account,
        thread=thread,
        direction=Email.Direction.OUT,
        state=Email.State.QUEUED,
        message_id=composed.message_id,
        references=list(draft.references),
        from_name=account.from_name,
        from_address=account.address,
        to=draft.to,
        cc=draft.cc,
        bcc=draft.bcc,
        subject=draft.subject,
        text=composed.text,
        html=composed.html,
        # Read back, so that a file is found at the same place by whoever downloads it.
        attachments=read_mail(composed.raw).attachments,
        at=at,
        lead_id=thread.lead_id,
        contact_id=thread.contact_id,
        author_name=author[:200],
    )
    EmailSource.objects.create(email=email, raw=composed.raw)
    thread_touch(thread, at=at)
    _put_send(email)
    return email


def _put_send(email: Email) -> None:
    job_put(SEND_JOB, key=str(email.pk), payload={"email_id": email.pk})


def _account(account: Account | None) -> Account:
    account = account or selectors.accounts_sending().first()
    if account is None or account.is_paused:
        raise Conflict(_("There is no e-mail account to send from. An admin can add one."), code="no_account")
    return account


def _addresses_of(lead: Lead) -> list[str]:
    addresses = selectors.lead_addresses(lead)
    if not addresses:
        message = _("The lead's contact has no e-mail address here. Enter one.")
        raise InvalidInput(message, field="to", code="no_address")
    return addresses[:1]
