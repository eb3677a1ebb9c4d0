"""How the kinds of facts are read: as the fields of a card are."""

from agents.extraction.types import FieldSpec, Kind, Rule
from chat.models import ContactFact

_KINDS = {
    ContactFact.Kind.NAME: Kind.NAME,
    ContactFact.Kind.PHONE: Kind.PHONE,
    ContactFact.Kind.EMAIL: Kind.EMAIL,
}
# Of these a contact has one: a newer one is instead of it, whatever a model calls it.
ONE_OF_A_KIND = {*_KINDS, ContactFact.Kind.CITY}


def rule_for(kind: str) -> Rule:
    spec = FieldSpec(card="contact", key=str(kind), name=str(kind), kind=_KINDS.get(kind, Kind.TEXT))
    return Rule(spec=spec, order=0)
