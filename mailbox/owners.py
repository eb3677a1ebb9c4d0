"""Whom a mail is from: the contact and the lead in Kommo, by address."""

from dataclasses import dataclass

from crm_kommo.selectors import contacts_by_email, lead_of_contacts

# An address that more contacts share is a help desk's; the newest ones will do.
CONTACTS_MOST = 20


@dataclass(frozen=True)
class Owner:
    """Kommo's ids; None for what is not there."""

    contact_id: int | None = None
    lead_id: int | None = None


def owner_of(address: str) -> Owner:
    """The lead of the contacts that have this address, with its contact; else the newest contact alone."""
    if not address:
        return Owner()
    contact_ids = list(contacts_by_email(address).values_list("kommo_id", flat=True)[:CONTACTS_MOST])
    lead = lead_of_contacts(contact_ids) if contact_ids else None
    if lead:
        return Owner(contact_id=lead.main_contact_id, lead_id=lead.kommo_id)
    return Owner(contact_id=contact_ids[0] if contact_ids else None)
