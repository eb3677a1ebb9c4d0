"""E-mail addresses of the mirrored contacts, and the leads they lead to."""

from collections.abc import Iterable

from django.db.models import Case, OuterRef, QuerySet, TextField, Value, When
from django.db.models.functions import JSONArray, JSONObject

from crm_kommo.models import Contact, Lead
from crm_kommo.models.contact import FOLDED_FIELDS
from crm_kommo.selectors.leads import CLOSED_STAGES


def contacts_by_email(address: str | OuterRef) -> QuerySet[Contact]:
    """Contacts that have this address, in any case, newest first. An OuterRef is to a column of them in lower case:
    as a subquery, each address is looked up in the index, which a list of many in one condition would not be.
    """
    wanted = Value(address.lower(), TextField()) if isinstance(address, str) else address
    field = JSONObject(code=Value("email", TextField()), values=JSONArray(JSONObject(value=wanted)))
    found = Contact.objects.filter(connection__is_current=True, is_deleted=False).alias(folded=FOLDED_FIELDS)
    return found.filter(folded__contains=JSONArray(field)).order_by("-kommo_updated_at", "-pk")


def contact_emails(contact: Contact) -> list[str]:
    """The contact's addresses, as they were typed, the first one first."""
    fields = (field for field in contact.custom_fields if field.get("code") == "EMAIL")
    values = (value.get("value") for field in fields for value in field.get("values", ()))
    return list(dict.fromkeys(value.strip() for value in values if isinstance(value, str) and value.strip()))


def contact_of_lead(lead: Lead) -> Contact | None:
    """The lead's main contact, when it was read already."""
    found = Contact.objects.filter(connection_id=lead.connection_id, kommo_id=lead.main_contact_id, is_deleted=False)
    return found.first()


def leads_of_contacts(contact_ids: Iterable[int]) -> QuerySet[Lead]:
    """Where mail of these contacts belongs, the best first: the open lead that changed last, then the closed ones."""
    leads = Lead.objects.filter(connection__is_current=True, is_deleted=False, main_contact_id__in=list(contact_ids))
    is_closed = Case(When(status_id__in=CLOSED_STAGES, then=Value(1)), default=Value(0))
    return leads.order_by(is_closed, "-kommo_updated_at", "-pk")
