"""A model only points: the value is what the quoted words of the customer say, or there is none."""

from collections.abc import Sequence
from decimal import Decimal

from agents.extraction.claims import Claim
from agents.extraction.quotes import quote_find
from agents.extraction.reading import Heard, read
from agents.extraction.reading.choices import choice_of, read_choice
from agents.extraction.reading.days import day_of
from agents.extraction.reading.flags import flag_of
from agents.extraction.reading.numbers import amounts_in
from agents.extraction.types import Candidate, Kind, Rule, Skip, Value
from agents.words import words_of

# Of the words of a free text so many must be the customer's; the rest joins them.
_LEAST_SHARE = 0.5


def proved(claim: Claim, rule: Rule, heard: Sequence[Heard]) -> Candidate | Skip:
    """The value with its proof, or why there is none."""
    message = next((one for one in heard if one.said.message_id == claim.message_id), None)
    span = quote_find(message.text, claim.quote) if message else None
    if message is None or span is None:
        return Skip.NO_QUOTE
    value = _value(claim, rule, message, span)
    if isinstance(value, Skip):
        return value
    return Candidate(
        value=value,
        quote=message.text[span[0] : span[1]],
        message_id=claim.message_id,
        start=span[0],
        confidence=claim.confidence,
        how="model",
    )


def _value(claim: Claim, rule: Rule, heard: Heard, span: tuple[int, int]) -> Value | Skip:
    kind, texts = rule.spec.kind, claim.value if isinstance(claim.value, tuple) else (claim.value,)
    if kind is Kind.CHOICES:
        return _choices(texts, rule)
    if len(texts) != 1:
        return Skip.WRONG_TYPE
    match kind:
        case Kind.CHOICE:
            return _choice(texts[0], rule, heard, span)
        case Kind.FLAG:
            flag = flag_of(texts[0])
            return Skip.WRONG_TYPE if flag is None else flag
        case Kind.NUMBER | Kind.MONEY:
            return _number(texts[0], heard, span)
        case Kind.DAY | Kind.BIRTHDAY:
            return day_of(heard.text[slice(*span)], heard) or Skip.NOT_IN_QUOTE
        case Kind.TEXT | Kind.NAME:
            return _text(texts[0], rule, heard, span)
    inside = [one.value for one in read(rule, heard) if span[0] <= one.start and one.end <= span[1]]
    return inside[0] if len(inside) == 1 else Skip.NOT_IN_QUOTE


def _choices(texts: Sequence[str], rule: Rule) -> Value | Skip:
    known = [choice_of(rule, text) for text in texts]
    return Skip.UNKNOWN_CHOICE if None in known else tuple(dict.fromkeys(filter(None, known)))


def _choice(text: str, rule: Rule, heard: Heard, span: tuple[int, int]) -> Value | Skip:
    """The quote need not name the choice (“to sell them on” is wholesale), but it must not name another one."""
    choice = choice_of(rule, text)
    if choice is None:
        return Skip.UNKNOWN_CHOICE
    named = {one.value for one in read_choice(rule, heard) if span[0] <= one.start and one.end <= span[1]}
    return choice if choice in named or not named else Skip.NOT_IN_QUOTE


def _number(text: str, heard: Heard, span: tuple[int, int]) -> Value | Skip:
    inside = [one.value for one in amounts_in(heard) if span[0] <= one.start and one.end <= span[1]]
    if len(set(inside)) == 1:
        return inside[0]
    try:
        meant = Decimal(text.replace(" ", "").replace(",", "."))
    except ArithmeticError:
        return Skip.WRONG_TYPE
    return meant if meant.is_finite() and meant in inside else Skip.NOT_IN_QUOTE


def _text(text: str, rule: Rule, heard: Heard, span: tuple[int, int]) -> Value | Skip:
    """A name stands in the quote as it is; of other texts most words do, and every number."""
    quote = heard.text[slice(*span)]
    if rule.spec.kind is Kind.NAME:
        within = quote_find(quote, text)
        return text if within else Skip.NOT_IN_QUOTE
    said = {stem for word in words_of(quote) for stem in word.stems}
    words = words_of(text)
    theirs = [word for word in words if not word.stems.isdisjoint(said)]
    has_own_number = any(word not in theirs and any(map(str.isdigit, word.plain)) for word in words)
    if not words or has_own_number or len(theirs) < len(words) * _LEAST_SHARE:
        return Skip.NOT_IN_QUOTE
    return text
