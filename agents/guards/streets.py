"""Addresses of streets, as far as a word for a street and the number of a house tell them."""

import re
from collections.abc import Iterator

from agents.guards.types import Claim, FaultKind
from agents.words import words_of

_BEFORE = (
    r"ул(?:\.|ица|ице|ицу|ицы)|пр(?:\.|-т|оспект\w*)|пер(?:\.|еул\w+)|пл(?:\.|ощад\w+)|наб(?:\.|ережн\w+)|ш(?:\.|оссе)|"
    r"бул(?:\.|ьвар\w*)|calle|c/|avenida|av\.?|avda\.?|plaza|paseo|carrera|rua|r\.|praça|travessa|alameda|rodovia"
)
_AFTER = r"street|st\.?|avenue|ave\.?|road|rd\.?|square|sq\.?|lane|ln\.?|boulevard|blvd\.?|drive|way|place"
_NAME = r"[^\W\d_][\w.'-]*(?: [^\W\d_][\w.'-]*){0,4}?"
_HOUSE = r"\d{1,5}(?:[/-]\d{1,4})?\s?[а-яa-z]?\b"
_STREET = re.compile(
    rf"(?<!\w)(?:{_BEFORE})\s?(?P<name>{_NAME}),?\s(?:д\.?\s?|дом\s|n[º°o]\.?\s?|nº\s?|№\s?|num\.?\s)?(?P<house>{_HOUSE})|"
    rf"(?<!\w)(?P<house2>{_HOUSE})\s(?P<name2>{_NAME})\s(?:{_AFTER})(?!\w)"
)


def streets_in(folded: str) -> Iterator[Claim]:
    """Claims whose value is the beginnings of the name's words and the house, as one set."""
    for one in _STREET.finditer(folded):
        name, house = one["name"] or one["name2"], one["house"] or one["house2"]
        yield Claim(FaultKind.ADDRESS, frozenset({*name_words(name), house.replace(" ", "")}), *one.span())


def name_words(name: str) -> set[str]:
    """Enough of each word to know it in another case."""
    return {word.plain[:4] for word in words_of(name)}
