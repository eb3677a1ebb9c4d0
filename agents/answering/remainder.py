"""What is left of the customer's words without those by which they only tell something: values, names, phones."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from agents.answering.types import Situation
from agents.entry.standing import place_of
from agents.extraction.quotes import quote_find
from agents.extraction.reading import Heard, read
from agents.extraction.types import FieldSpec, Kind, Rule, Said
from agents.scripts.questions import told_and_asked
from knowledge.languages import language_detect
from knowledge.lexicon.terms import terms

# So many words of weight are something to be answered.
SUBJECT = 2
# Read in every message, whatever the rules.
_CONTACTS = [
    Rule(spec=FieldSpec(card="contact", key=kind, name="", kind=kind), order=0)
    for kind in (Kind.PHONE, Kind.EMAIL, Kind.NAME)
]
# As long as a phone is, where nobody knows the country it is of.
_DIGITS = re.compile(r"(?<!\w)\+?\d(?:[ ()-]{0,3}\d){9,14}(?!\w)")
# The words that stand before a name, a phone or an e-mail to say that here it comes.
_INTRODUCING = re.compile(
    r"(?:(?<!\w)(?:вот|это|меня|зовут|мо[йяеё]|имя|номер|телефона?|тел|почта|почты|адрес|мейл|е?мэйл|емейл|e-?mail|mail|"
    r"my|is|i|am|i'm|it's|this|name|name's|call|me|phone|number|address|"
    r"mi|es|nombre|llamo|soy|n[uú]mero|tel[eé]fono|correo|electr[oó]nico|meu|minha|nome|é|chamo|sou|telefone|o|a)"
    r"[\s:.,—–-]+)+$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Left:
    """`text` is the whole message where nothing was told. `weight`: how many words of weight are in it.

    `language`: that of the customer, who may have written nothing but a number now.
    """

    text: str
    language: str
    weight: int
    is_told: bool

    @property
    def is_no_more(self) -> bool:
        """Whether the customer only told something, as far as anybody can see."""
        return self.is_told and self.weight < SUBJECT

    @property
    def is_nothing(self) -> bool:
        """Whether there is nothing to be looked up either."""
        return self.is_told and self.weight == 0


def left_of(situation: Situation) -> Left:
    said = situation.said
    spans = list(_told_in(situation))
    text = _without(said, spans)
    language = _language(situation, text)
    weighty = set(terms(text, language=language)) - _names_of(situation, language)
    # A question is one whatever its words: it counts as having a subject.
    asks = SUBJECT if told_and_asked(said).asked else 0
    weight = max(asks, sum(any(letter.isalpha() for letter in term) for term in weighty))
    is_told = bool(spans)
    return Left(text if is_told and terms(text, language=language) else said, language, weight, is_told)


def _told_in(situation: Situation) -> Iterator[tuple[int, int]]:
    """From where to where it goes, with the words that introduce it."""
    said = situation.said
    found = [span for told in situation.told if (span := quote_find(said, told.quote))]
    found += [match.span() for match in _DIGITS.finditer(said)]
    message = Said(message_id="", author="customer", text=said, at=situation.now)
    heard = Heard(said=message, place=place_of(situation.cards.views))
    found += [(one.start, one.end) for rule in _CONTACTS for one in read(rule, heard)]
    for start, end in found:
        introducing = _INTRODUCING.search(said[:start])
        yield introducing.start() if introducing else start, end


def _without(said: str, spans: list[tuple[int, int]]) -> str:
    letters = list(said)
    for start, end in spans:
        letters[start:end] = " " * (end - start)
    return " ".join("".join(letters).split())


def _names_of(situation: Situation, language: str) -> set[str]:
    """A field's own name beside its value is no subject."""
    return {term for told in situation.told for term in terms(told.field_name, language=language)}


def _language(situation: Situation, left: str) -> str:
    if any(letter.isalpha() for letter in left):
        return language_detect(situation.said)
    before = [turn.text for turn in situation.turns[:-1] if turn.role == "user"]
    spoken = next((text for text in reversed(before) if any(letter.isalpha() for letter in text)), situation.said)
    return language_detect(spoken)
