"""Where an answer promises what no tool did."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from agents.guards.grounds import Grounds
from agents.guards.heard import one_form, sentence_spans
from agents.guards.promises import english, portuguese, russian, spanish
from agents.guards.promises.families import Family
from agents.guards.types import Fault, FaultKind
from agents.handoff.clauses import clauses


@dataclass(frozen=True, slots=True)
class _Language:
    """`said`: what promises · `denied`: what, standing shortly before, makes it none · `offered`: what makes the
    sentence an offer.
    """

    said: tuple[tuple[Family, tuple[re.Pattern[str], ...]], ...]
    denied: re.Pattern[str]
    offered: re.Pattern[str]


def _compiled(words: dict[Family, list[str]], *, denied: str, offered: str) -> _Language:
    said = tuple((family, tuple(re.compile(_accented(one)) for one in patterns)) for family, patterns in words.items())
    return _Language(said, re.compile(rf"\b(?:{denied})(?: \w+){{0,3}} ?$"), re.compile(offered))


def _accented(text: str) -> str:
    """The accent on a last letter, which tells Spanish tenses apart, kept in a form that clauses do not lose."""
    return _ACCENTS.sub(lambda last: {"é": "e'", "í": "i'"}[last.group()], text)


_ACCENTS = re.compile(r"[éí](?!\w)")
_LANGUAGES = [
    _compiled(english.ENGLISH, denied=english.NOT, offered=english.UNLESS),
    _compiled(russian.RUSSIAN, denied=russian.NOT, offered=russian.UNLESS),
    _compiled(spanish.SPANISH, denied=spanish.NOT, offered=spanish.UNLESS),
    _compiled(portuguese.PORTUGUESE, denied=portuguese.NOT, offered=portuguese.UNLESS),
]
# What is over is no offer, whatever stands around it.
_OVER = re.compile(
    r"\b(?:have|has|had|already|just)\b|(?:'ve|ed)\b|\w+(?:л|ла|ли|лся|лась|лись|ен|ена|ено|ены|ан|ана|аны)\b|"
    r"\b(?:he|hemos|ha sido|ya|acabo|fue|foi|acabei|ja)\b"
)


def promises_in(text: str, grounds: Grounds) -> Iterator[Fault]:
    """Sentences, whole, that say what was not done; what the company's own texts promise is not the agent's."""
    allowed = {family for text in grounds.orders for family in _families(text)}
    for start, end in sentence_spans(text):
        sentence = one_form(text[start:end])
        made = [
            family for family in _families(sentence) if family not in allowed and not family.kept_by & grounds.deeds
        ]
        if made and not _is_quoted(sentence, grounds):
            yield Fault(FaultKind.PROMISE, text[start:end].strip(), start, end)


def _families(text: str) -> Iterator[Family]:
    is_question = text.rstrip().endswith("?")
    said = clauses(_accented(text.lower()))
    for language in _LANGUAGES:
        is_offer = is_question or any(language.offered.search(clause) for clause in said)
        for clause in said:
            for family, patterns in language.said:
                if any(_is_said(pattern, clause, language, is_offer=is_offer) for pattern in patterns):
                    yield family


def _is_said(pattern: re.Pattern[str], clause: str, language: _Language, *, is_offer: bool) -> bool:
    for found in pattern.finditer(clause):
        before = clause[: found.start()]
        if language.denied.search(before) or language.offered.search(before):
            continue
        if not is_offer or _OVER.search(found.group()):
            return True
    return False


def _is_quoted(sentence: str, grounds: Grounds) -> bool:
    """It stands word for word in what is told: how things go here, and no word of the agent's."""
    words = " ".join(clauses(sentence))
    return len(words.split()) >= 4 and any(words in " ".join(clauses(text)) for text in grounds.told)
