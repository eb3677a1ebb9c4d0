"""What no model is told: the words of a conversation that are values of sensitive fields."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from agents.cards import Cards, Catalogues, catalogues
from agents.entry.rules import rule_of, rules_of
from agents.extraction.literal import heard_of, read_literally
from agents.extraction.reading import Heard
from agents.extraction.types import EXPLICIT, MASK, Candidate, Kind, Place, Rule, Said
from agents.scripts.answers import answer_of, asked_by
from agents.settings import AgentSettings
from agents.settings.card_field import CardField
from agents.settings.reach import StageSettings
from agents.settings.scripts import Ask
from agents.words import folded

# Fewer characters say too little to be looked for wherever they stand.
_SHORTEST = 3
# The last digits of a phone are the same, whichever way the country is written before them.
_OF_PHONE = 10
_BETWEEN = r"[\s().,'-]{0,3}"
# Of these kinds whatever has the shape is hidden; a number of which nobody says what it counts is not.
_SHAPED = {Kind.TEXT, Kind.NAME, Kind.PHONE, Kind.EMAIL, Kind.URL}


@dataclass(frozen=True)
class Private:
    """`rules` of sensitive fields; `asked`: those by which scripts ask for them; `values` that are known of them."""

    rules: Sequence[Rule] = ()
    asked: Sequence[Rule] = ()
    values: Sequence[str] = ()

    def without(self, said: Sequence[Said], place: Place, *, is_strict: bool = False) -> list[str]:
        """The texts of messages in their order, with what is private made unreadable.

        An answer is known by its question, which has to be among them. `is_strict`: also what may mean a sensitive
        field, and need not.
        """
        heard = heard_of(said, place)
        found = [*self._read(heard, is_strict=is_strict), *self._answered(heard)]
        quotes = [one.quote for one in found if len(one.quote) >= _SHORTEST]
        anywhere = [re.compile(_sought(value)) for value in {*quotes, *self.values} if value.strip()]
        return [_hidden(message, found, anywhere) for message in said]

    def _read(self, heard: Sequence[Heard], *, is_strict: bool) -> Iterator[Candidate]:
        for rule in self.rules:
            enough = 0.0 if is_strict or rule.spec.kind in _SHAPED else min(EXPLICIT, rule.options.least)
            yield from (one for one in read_literally(rule, heard) if one.confidence >= enough)

    def _answered(self, heard: Sequence[Heard]) -> Iterator[Candidate]:
        for rule in self.asked:
            question = folded(rule.options.question)
            answers = (answer_of(rule, one) for one in heard if question in folded(one.asked))
            yield from (one for one in answers if one is not None)


def private_of(settings: AgentSettings, cards: Cards, stage: StageSettings) -> Private:
    """Of an agent that is in a conversation with these cards."""
    known = cards.catalogues or catalogues()
    rules = [rule for rule in rules_of(settings, known, stage) if rule.spec.is_sensitive]
    values = (cards.texts(*CardField.parse(path)) for path in settings.access.sensitive)
    return Private(rules, list(_asked(settings, known)), [one for some in values for one in some if _tells(one)])


def _asked(settings: AgentSettings, known: Catalogues) -> Iterator[Rule]:
    sensitive = set(settings.access.sensitive)
    for step in (step for script in settings.scripts for step in script.steps):
        if isinstance(step, Ask) and step.field in sensitive and (rule := rule_of(settings, known, step.field)):
            yield asked_by(rule, step.text)


def _tells(value: str) -> bool:
    return len(value.strip()) >= _SHORTEST


def _sought(value: str) -> str:
    """Digits however they are grouped, words whatever their case and the blanks between them."""
    digits = [letter for letter in value if letter.isdigit()]
    if digits and not any(letter.isalpha() for letter in value):
        before = rf"(?:\+?\d{{1,3}}{_BETWEEN})?" if len(digits) >= _OF_PHONE else ""
        return rf"(?<!\w){before}" + _BETWEEN.join(digits[-_OF_PHONE:] if before else digits) + r"(?!\w)"
    return r"(?<!\w)" + r"\s+".join(map(re.escape, folded(value).split())) + r"(?!\w)"


def _hidden(message: Said, found: Iterable[Candidate], anywhere: Iterable[re.Pattern[str]]) -> str:
    plain = folded(message.text)
    spans = [match.span() for pattern in anywhere for match in pattern.finditer(plain)]
    spans += [(one.start, one.end) for one in found if one.message_id == message.message_id]
    text, reached = [], 0
    for start, end in sorted(spans):
        if start >= reached:
            text += [message.text[reached:start], MASK]
        reached = max(reached, end)
    return "".join([*text, message.text[reached:]])
