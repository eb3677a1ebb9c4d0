"""Does the customer ask for a person? Pure: the words of four languages, each as a small grammar.

A demand is a verb or noun of asking, then words that may stand between, then a word for a person: “соедините меня,
пожалуйста, с оператором”. To speak of people is none (“I talked to a manager yesterday”), nor is what is refused (“no
quiero hablar con un agente”). So a sentence that the grammar does not know is taken for none: the agent answers it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from agents.handoff import asking_words
from agents.handoff.asking_words import Grammar
from agents.handoff.clauses import clauses


@dataclass(frozen=True)
class _Patterns:
    demand: re.Pattern[str]
    alone: re.Pattern[str]
    no_machine: re.Pattern[str]
    refusal: re.Pattern[str]
    polite: re.Pattern[str]


def _compiled(grammar: Grammar) -> _Patterns:
    between = rf"(?:(?:{grammar.between})\s+){{0,6}}"
    asking = "|".join(rf"(?:{asks})\s+{between}(?:{whom})" for asks, whom in grammar.demands)
    return _Patterns(
        demand=re.compile(rf"\b(?:{asking})\b(?!\s+(?:{grammar.not_before})\b)"),
        alone=re.compile(rf"(?:(?:{grammar.between})\s+)*(?:{grammar.alone})(?:\s+(?:{grammar.between}))*"),
        no_machine=re.compile(rf"\b(?:{grammar.no_machine})\b"),
        refusal=re.compile(rf"\b(?:{grammar.refusal})\b"),
        polite=re.compile(rf"\b(?:{grammar.polite})\b"),
    )


_LANGUAGES = [_compiled(grammar) for grammar in asking_words.GRAMMARS]


def asks_for_person(text: str) -> str | None:
    """The words that do, as `clauses` writes them; None where none do."""
    return next(_demands(text), None)


def _demands(text: str) -> Iterator[str]:
    for clause in clauses(text):
        for language in _LANGUAGES:
            if words := _demand_in(clause, language):
                yield words


def _demand_in(clause: str, language: _Patterns) -> str:
    # “не могли бы вы соединить” asks, however it is put.
    clause = " ".join(language.polite.sub(" ", clause).split())
    if found := language.alone.fullmatch(clause) or language.no_machine.search(clause):
        return found.group()
    found = language.demand.search(clause)
    return found.group() if found and not language.refusal.search(clause[: found.end()]) else ""
