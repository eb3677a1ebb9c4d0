"""A mail to the lead's own address. It is queued with the record that it was, so that a repeated turn has it once."""

from django.db import transaction

from agents.models import ToolEffect
from agents.tools.deeds import Deed
from agents.tools.tool import Arguments, Case, Outcome, Tool
from crm_kommo.selectors import lead_by_kommo_id
from mailbox.selectors import accounts_sending, lead_addresses
from mailbox.services.writing import send_email_from_lead

SUBJECT_MOST, TEXT_MOST = 200, 10_000


class Mail(Arguments):
    subject: str
    text: str


def _is_possible(case: Case) -> bool:
    """With an account to send from and an address on the card; a trial needs neither."""
    if case.is_dry:
        return True
    lead = lead_by_kommo_id(case.lead_id) if case.lead_id else None
    return lead is not None and bool(lead_addresses(lead)) and accounts_sending().exists()


def _run(case: Case, mail: Mail, key: str) -> Outcome:
    if case.is_dry or case.lead_id is None:
        return Outcome(told=f"A trial: the mail “{mail.subject}” would be sent.")
    with transaction.atomic():
        _effect, is_new = ToolEffect.objects.get_or_create(key=key, defaults={"tool": SEND_EMAIL.name})
        if is_new:
            send_email_from_lead(
                lead_id=case.lead_id,
                subject=" ".join(mail.subject.split())[:SUBJECT_MOST],
                text=mail.text[:TEXT_MOST],
                author=case.settings.name,
            )
    return Outcome(told="The mail is on its way.", did=Deed.EMAIL_SENT)


SEND_EMAIL = Tool(
    name="send_email",
    permission="send_email",
    description="Send this customer an e-mail, to the address on their card.",
    arguments=Mail,
    run=_run,
    writes=True,
    is_possible=_is_possible,
)
