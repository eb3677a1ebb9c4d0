"""Whom a mail is from: the contact and the lead in Kommo, by address."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet

from crm_kommo.selectors import contacts_by_email, leads_of_contacts

# An address that more contacts share is a help desk's; the newest ones will do.
CONTACTS_MOST = 20


@dataclass(frozen=True)
class Owner:
    """Kommo's ids; None for what is not there."""

    contact_id: int | None = None
    lead_id: int | None = None


def owner_of(address: str) -> Owner:
    """The lead of the contacts that have this address, with its contact; else the newest contact alone."""
    contact_ids = list(contact_ids_of(address)) if address else []
    return owners_of([contact_ids])[0]


def owners_of(contacts: Sequence[Sequence[int]]) -> list[Owner]:
    """The same for the contacts of each of several addresses, by one query."""
    everybody = {contact_id for contact_ids in contacts for contact_id in contact_ids}
    leads = list(leads_of_contacts(everybody).values_list("main_contact_id", "kommo_id"))
    return [_owner(contact_ids, leads) for contact_ids in contacts]


def contact_ids_of(address: str | OuterRef) -> QuerySet:
    """Kommo's ids of the contacts that have an address, newest first."""
    return contacts_by_email(address).values_list("kommo_id", flat=True)[:CONTACTS_MOST]


def _owner(contact_ids: Sequence[int], leads: list[tuple[int, int]]) -> Owner:
    """`leads`: pairs of a contact and its lead, the best lead first."""
    mine = ((contact_id, lead_id) for contact_id, lead_id in leads if contact_id in contact_ids)
    contact_id, lead_id = next(mine, (contact_ids[0] if contact_ids else None, None))
    return Owner(contact_id=contact_id, lead_id=lead_id)
