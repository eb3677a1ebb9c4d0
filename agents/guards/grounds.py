"""What an answer may state: everything that the company has said, wherever it stands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from agents.extraction.types import Place
from agents.guards.claims import read_claims
from agents.guards.figures import Figure
from agents.guards.heard import one_form
from agents.guards.secrets import parted
from agents.guards.types import Claim, FaultKind
from agents.prompts.fencing import as_data
from agents.words import folded

# Where tools cut what they say of their own arguments, in characters.
CUT_AT = (500, 200)
# A longer value of a card is a note, in which anything may stand.
FIELD_MOST = 120
# What people are called is written by themselves.
_NAMES = (".name", ".first_name", ".last_name")


@dataclass(frozen=True)
class Grounds:
    """`told`: passages, results of tools, fields it may tell, what our side said before · `orders`: texts that the
    company wrote for its agent, as they were written, without values in them · `customer`: the customer's own words ·
    `platform`: orders of ours · `deeds`: what tools have done in this turn (agents.tools.deeds).
    """

    now: datetime
    place: Place
    told: tuple[str, ...] = ()
    orders: tuple[str, ...] = ()
    customer: tuple[str, ...] = ()
    platform: tuple[str, ...] = ()
    deeds: frozenset[str] = frozenset()

    @cached_property
    def company(self) -> "Known":
        """What the company says."""
        may_be_told = (parted(text)[0] for text in self.orders)
        return known_of((*self.told, *may_be_told), place=self.place, now=self.now)

    @cached_property
    def theirs(self) -> "Known":
        """What the customer says."""
        return known_of(self.customer, place=self.place, now=self.now)


@dataclass(frozen=True)
class Known:
    """The claims of texts, by kind, and the texts themselves in one form."""

    values: Mapping[FaultKind, frozenset[object]]
    figures: tuple[Figure, ...]
    texts: tuple[str, ...] = field(repr=False, default=())

    def holds(self, claim: Claim) -> bool:
        """Whether the same is said there."""
        return claim.value in self.values.get(claim.kind, frozenset())


def known_of(texts: Iterable[str], *, place: Place, now: datetime) -> Known:
    whole = tuple(folded(one_form(text)) for text in texts if text.strip())
    values: dict[FaultKind, set[object]] = {}
    figures: list[Figure] = []
    for text in whole:
        read = read_claims(text, place=place, now=now)
        figures += read.figures
        for claim in read.claims:
            values.setdefault(claim.kind, set()).add(claim.value)
    return Known({kind: frozenset(some) for kind, some in values.items()}, tuple(figures), whole)


def field_said(key: str, name: str, text: str) -> str:
    """What a field of a card proves: "" where customers or anybody write what they like."""
    is_proof = len(text) <= FIELD_MOST and not key.endswith(_NAMES)
    return f"{name}: {text}" if is_proof else ""


def without_own_words(told: str, arguments: Iterable[object]) -> str:
    """The result of a tool without what the model itself had put into the call: that proves nothing."""
    own = {" ".join(as_data(str(one)).split()) for one in arguments} - {""}
    told = " ".join(told.split())
    for one in sorted(own, key=len, reverse=True):
        # A tool may have cut it: its longest beginning that stands there is the model's too.
        for length in (len(one), *CUT_AT):
            told = told.replace(one[:length].strip(), " ")
    return told
