"""Is a claim proved by what is known?"""

import re
from datetime import date, time

from agents.guards.figures import Figure
from agents.guards.grounds import Grounds, Known
from agents.guards.heard import sentence_spans
from agents.guards.types import OF_THE_CUSTOMER, Claim, FaultKind
from agents.numbers_written import says_number
from agents.words import folded

# Where a bare number is said to be a discount, it is percent.
_DISCOUNT = re.compile(r"%|скид|discount|descuent|descont")
# The customer's own amounts and days may be taken up in a question, or as theirs.
_TAKEN_UP = re.compile(
    r"\?\s*$|\b(?:вы (?:\w+ )?(?:хотите|хотели|сказали|написали|спросили|спрашива\w+|упомянули|указали)|ваш бюджет|"
    r"you(?:'d| would)? (?:\w+ )?(?:like|said|asked|want|wanted|mentioned|wrote|prefer)|your budget|"
    r"usted (?:dijo|quiere|pidió|mencionó)|(?:quiere|quieres|dijiste|dijo|pidió|mencionó|prefiere)|su presupuesto|"
    r"você (?:disse|quer|pediu|mencionou)|(?:quer|disse|pediu|mencionou|prefere)|seu orçamento)\b"
)
# Of hours that are open from nine to six, both are said without a mark.
_HALF_DAY = 12


def is_proved(claim: Claim, sentence: str, grounds: Grounds) -> bool:
    """`sentence`: the one it stands in, folded."""
    if _says(claim, grounds.company, grounds):
        return True
    is_theirs = claim.kind in OF_THE_CUSTOMER or (
        claim.kind in (FaultKind.DAY, FaultKind.WEEKDAY, FaultKind.TIME) and _TAKEN_UP.search(sentence) is not None
    )
    return is_theirs and _says(claim, grounds.theirs, grounds)


def is_figure_proved(figure: Figure, sentence: str, grounds: Grounds) -> bool:
    if any(_is_same(figure, other, grounds.company) for other in grounds.company.figures):
        return True
    if figure.kind is FaultKind.NUMBER and (_is_hour(figure, grounds.company) or _is_year(figure, grounds)):
        return True
    is_theirs = figure.kind in OF_THE_CUSTOMER or _TAKEN_UP.search(sentence) is not None
    return is_theirs and any(_is_same(figure, other, grounds.theirs) for other in grounds.theirs.figures)


def _says(claim: Claim, known: Known, grounds: Grounds) -> bool:
    if known.holds(claim):
        return True
    if claim.kind is FaultKind.WEEKDAY and isinstance(claim.value, frozenset):
        return claim.value <= _weekdays(known)
    if claim.kind is FaultKind.DAY and isinstance(claim.value, date):
        # A day that was promised for a weekday: “tomorrow”, where Sunday is spoken of.
        return claim.value == grounds.now.date() or claim.value.weekday() in _weekdays(known)
    if claim.kind is FaultKind.TIME and isinstance(claim.value, time):
        return claim.value.minute == 0 and any(_is_at(figure, claim.value) for figure in known.figures)
    if claim.kind is FaultKind.PHONE:
        return any(says_number(text, str(claim.value)) for text in known.texts)
    if claim.kind is FaultKind.LINK:
        return any(str(link).startswith(f"{claim.value}/") for link in known.values.get(FaultKind.LINK, ()))
    if claim.kind is FaultKind.ADDRESS and isinstance(claim.value, frozenset):
        return any(_stands_in(claim.value, text) for text in known.texts)
    return False


def _is_same(figure: Figure, other: Figure, known: Known) -> bool:
    if figure.value != other.value:
        return False
    if figure.kind is FaultKind.PRICE:
        is_bare = other.kind is FaultKind.NUMBER
        return is_bare or (other.kind is FaultKind.PRICE and not figure.money.isdisjoint(other.money))
    if figure.kind is FaultKind.PERCENT and other.kind is FaultKind.NUMBER:
        return any(_DISCOUNT.search(text) for text in known.texts)
    # Without a unit it is the number that was said, whatever it counted there, but no price made of days.
    return figure.kind is FaultKind.NUMBER or figure.kind is other.kind


def _weekdays(known: Known) -> frozenset[int]:
    sets = known.values.get(FaultKind.WEEKDAY, frozenset())
    return frozenset(day for one in sets if isinstance(one, frozenset) for day in one)


def _is_at(figure: Figure, at: time) -> bool:
    return figure.kind is FaultKind.NUMBER and figure.value == at.hour


def _is_hour(figure: Figure, known: Known) -> bool:
    hours = {one.hour for one in known.values.get(FaultKind.TIME, ()) if isinstance(one, time)}
    return figure.value in hours or figure.value in {hour % _HALF_DAY for hour in hours}


def _is_year(figure: Figure, grounds: Grounds) -> bool:
    return figure.value == grounds.now.year


def _stands_in(address: frozenset[str], text: str) -> bool:
    """The beginnings of its words and its number, as words of one text."""
    words = re.findall(r"[\w/-]+", text)
    return all(any(word.startswith(part) if part[0].isalpha() else word == part for word in words) for part in address)


def stated(text: str) -> str:
    """Of what our side said before, the sentences that state something: a question proves nothing."""
    spans = sentence_spans(text)
    return "".join(text[start:end] for start, end in spans if not _TAKEN_UP.search(folded(text[start:end])))
