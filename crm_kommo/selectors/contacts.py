"""E-mail addresses of the mirrored contacts, and the leads they lead to."""

from django.db.models import Case, QuerySet, Value, When

from crm_kommo.models import Contact, Lead
from crm_kommo.models.contact import FOLDED_FIELDS
from crm_kommo.selectors.leads import CLOSED_STAGES


def contacts_by_email(address: str) -> QuerySet[Contact]:
    """Contacts that have this address, in any case, newest first."""
    field = {"code": "email", "values": [{"value": address.lower()}]}
    found = Contact.objects.filter(connection__is_current=True, is_deleted=False)
    return found.alias(folded=FOLDED_FIELDS).filter(folded__contains=[field]).order_by("-kommo_updated_at", "-pk")


def contact_emails(contact: Contact) -> list[str]:
    """The contact's addresses, as they were typed, the first one first."""
    fields = (field for field in contact.custom_fields if field.get("code") == "EMAIL")
    values = (value.get("value") for field in fields for value in field.get("values", ()))
    return list(dict.fromkeys(value.strip() for value in values if isinstance(value, str) and value.strip()))


def contact_of_lead(lead: Lead) -> Contact | None:
    """The lead's main contact, when it was read already."""
    found = Contact.objects.filter(connection_id=lead.connection_id, kommo_id=lead.main_contact_id, is_deleted=False)
    return found.first()


def lead_of_contacts(contact_ids: list[int]) -> Lead | None:
    """Where a mail of one of these contacts belongs: their open lead that changed last, else the closed one."""
    leads = Lead.objects.filter(connection__is_current=True, is_deleted=False, main_contact_id__in=contact_ids)
    is_closed = Case(When(status_id__in=CLOSED_STAGES, then=Value(1)), default=Value(0))
    return leads.order_by(is_closed, "-kommo_updated_at", "-pk").first()
