"""What is linked to what. A lead and a customer hold their contacts and companies, a contact its companies.

Asked from the other side, those who hold are looked for.
"""

from dataclasses import dataclass
from time import time

from kommo_standin.accounts import ROBOT, Account
from kommo_standin.crm.cards import CUSTOMERS, card_update
from kommo_standin.crm.contacts import contact_update
from kommo_standin.crm.leads import lead_update
from kommo_standin.state import Document

HOLDS = {"leads": ("contacts", "companies"), "customers": ("contacts", "companies"), "contacts": ("companies",)}


@dataclass(frozen=True)
class Link:
    type: str
    id: int
    is_main: bool = False


def links_of(account: Account, entity_type: str, entity_id: int) -> list[Link]:
    entity = account.get(entity_type, entity_id)
    held = [
        Link(type=kind, id=_id(member), is_main=_is_main(member))
        for kind in HOLDS.get(entity_type, ())
        for member in entity[kind]
    ]
    holding = [
        Link(type=kind, id=holder["id"])
        for kind, kinds in HOLDS.items()
        if entity_type in kinds
        for holder in account.all(kind)
        if entity_id in map(_id, holder[entity_type])
    ]
    return held + holding


def link_add(account: Account, entity_type: str, entity_id: int, link: Link) -> None:
    """A second company takes the place of the first: there is room for one."""
    holder_type, holder, member_type, member_id = _sides(account, entity_type, entity_id, link)
    members = [member for member in holder[member_type] if _id(member) != member_id]
    if member_type == "companies":
        holder[member_type] = [member_id]
    elif holder_type == "leads":
        is_main = link.is_main or not members
        others = [{**member, "is_main": member["is_main"] and not is_main} for member in members]
        holder[member_type] = [*others, {"id": member_id, "is_main": is_main}]
    else:
        holder[member_type] = [*members, member_id]
    _announce(account, holder_type, holder)


def link_remove(account: Account, entity_type: str, entity_id: int, link: Link) -> None:
    """The next contact becomes the main one when that was removed."""
    holder_type, holder, member_type, member_id = _sides(account, entity_type, entity_id, link)
    members = [member for member in holder[member_type] if _id(member) != member_id]
    if holder_type == "leads" and member_type == "contacts" and members and not any(map(_is_main, members)):
        members[0] = {**members[0], "is_main": True}
    holder[member_type] = members
    _announce(account, holder_type, holder)


def _sides(account: Account, entity_type: str, entity_id: int, link: Link) -> tuple[str, Document, str, int]:
    """Who holds, and what is held."""
    if link.type in HOLDS.get(entity_type, ()):
        return entity_type, account.get(entity_type, entity_id), link.type, link.id
    return link.type, account.get(link.type, link.id), entity_type, entity_id


def _announce(account: Account, holder_type: str, holder: Document) -> None:
    """A change of links is a change of who holds them."""
    values = {"updated_at": int(time())}
    if holder_type == "leads":
        lead_update(account=account, lead=holder, values=values, by=ROBOT)
    elif holder_type == "contacts":
        contact_update(account=account, contact=holder, values=values, by=ROBOT)
    else:
        card_update(account=account, kind=CUSTOMERS, card=holder, values=values, by=ROBOT)


def _id(member: dict | int) -> int:
    return member["id"] if isinstance(member, dict) else member


def _is_main(member: dict | int) -> bool:
    return isinstance(member, dict) and member["is_main"]
