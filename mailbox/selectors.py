from django.db.models import Count, Prefetch, QuerySet

from crm_kommo.models import Lead
from crm_kommo.selectors import contact_emails, contact_of_lead
from mailbox.models import Account, Email, EmailSource, Thread
from tenants.models import Role


def accounts() -> QuerySet[Account]:
    return Account.objects.annotate(emails_count=Count("emails"))


def accounts_sending() -> QuerySet[Account]:
    """Those that mail can be sent from, in the order in which they are offered."""
    return Account.objects.filter(is_paused=False)


def emails_of_lead(lead_id: int) -> QuerySet[Email]:
    """Newest first."""
    return Email.objects.filter(lead_id=lead_id).select_related("account").order_by("-at", "-pk")


def emails_of_contact(contact_id: int) -> QuerySet[Email]:
    """Newest first."""
    return Email.objects.filter(contact_id=contact_id).order_by("-at", "-pk")


def threads_of_lead(lead_id: int) -> QuerySet[Thread]:
    """The one written in last first, each with `.emails.all()` in order."""
    emails = Prefetch("emails", Email.objects.select_related("account").order_by("at", "pk"))
    return Thread.objects.filter(lead_id=lead_id).prefetch_related(emails).order_by("-last_at", "-pk")


def email(email_id: int, *, role: Role) -> Email | None:
    """What belongs to no lead is read by admins only: a mailbox gets more than the mail of customers."""
    emails = Email.objects.select_related("account", "thread")
    if not role.includes(Role.ADMIN):
        emails = emails.exclude(lead_id=None)
    return emails.filter(pk=email_id).first()


def email_raw(email: Email) -> bytes:
    """Empty when it was not kept."""
    source = EmailSource.objects.filter(email=email).first()
    return bytes(source.raw) if source else b""


def lead_addresses(lead: Lead) -> list[str]:
    """Where mail to a lead goes unless somebody says otherwise: its contact's addresses."""
    contact = contact_of_lead(lead)
    return contact_emails(contact) if contact else []
