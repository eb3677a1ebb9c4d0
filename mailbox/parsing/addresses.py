"""Addresses in headers and in what people type."""

from collections.abc import Iterable
from email.utils import getaddresses
from typing import TypedDict

from mailbox.parsing.words import header_text


class Person(TypedDict):
    name: str
    address: str


def people_of(headers: Iterable[object]) -> list[Person]:
    """The persons of some headers or of a line that was typed, each address once; what is no address is left out.

    Lower case: servers do not tell addresses apart by case, and people do not type them alike.
    """
    found: dict[str, Person] = {}
    # An encoded name may hold commas: the addresses are told apart before it is decoded.
    for name, address in getaddresses([str(header) for header in headers if header]):
        address = header_text(address).strip("<> ").lower()
        if is_address(address):
            found.setdefault(address, Person(name=header_text(name)[:200], address=address))
    return list(found.values())


def is_address(address: str) -> bool:
    local, at, domain = address.rpartition("@")
    return bool(local and at and domain) and len(address) <= 254 and not any(sign.isspace() for sign in address)
