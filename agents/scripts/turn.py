"""One message of the customer in a script: what it answers, and where the script goes from there."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from agents.scripts.conditions import condition_holds
from agents.scripts.place import Place
from agents.scripts.walking import Line, Walk, step_after, walk
from agents.settings.scripts import Ask, Condition, Script

# How often a question is asked before the script goes on without its answer.
ASKED_MOST = 2

# Field → what stands on the card.
CardValues = Callable[[str], list[str]]
Heard = Literal["", "answered", "not_understood", "skipped", "repeated"]


@dataclass(frozen=True, kw_only=True)
class Progress:
    """`heard`: what became of the open question, "" when the script only begins. `place` None: the script is done."""

    script: Script
    walk: Walk
    heard: Heard
    place: Place | None


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What conditions ask about, and whether there is a model that follows instructions."""

    said: str
    card: CardValues
    has_model: bool


def begin(script: Script, facts: Facts) -> Progress:
    return _onward(script, script.steps[0].key, {}, facts, heard="")


def answered(script: Script, place: Place, step: Ask, value: str, facts: Facts) -> Progress:
    answers = {**place.answers, step.field: value}
    return _onward(script, step_after(script, step.key), answers, facts, heard="answered")


def not_answered(script: Script, place: Place, step: Ask, facts: Facts) -> Progress:
    """It is asked again, and the next time the script goes on without it."""
    if place.asked < ASKED_MOST:
        return _again(script, step, replace(place, asked=place.asked + 1), "not_understood")
    answers = {**place.answers, step.field: ""}
    return _onward(script, step_after(script, step.key), answers, facts, heard="skipped")


def interrupted(script: Script, place: Place, step: Ask) -> Progress:
    """The customer asked something that was answered: the open question comes again, and that counts for nothing."""
    return _again(script, step, place, "repeated")


def _again(script: Script, step: Ask, place: Place, heard: Heard) -> Progress:
    line = Line(step.key, step.text, step.exact)
    return Progress(
        script=script, walk=Walk(stop="asks", asks=step, lines=(line,), passed=(step.key,)), heard=heard, place=place
    )


def _onward(script: Script, start: str | None, answers: dict[str, str], facts: Facts, *, heard: Heard) -> Progress:
    def holds(step: Condition) -> bool:
        return condition_holds(step, _values(step, answers, facts))

    went = walk(script, start=start, holds=holds, has_model=facts.has_model)
    place = Place(script_id=script.id, step=went.asks.key, answers=answers) if went.asks else None
    return Progress(script=script, walk=went, heard=heard, place=place)


def _values(step: Condition, answers: dict[str, str], facts: Facts) -> list[str]:
    """An answer counts at once: on the card it stands only when it is written."""
    if step.of == "said":
        return [facts.said]
    if answers.get(step.of):
        return answers[step.of].splitlines()
    return facts.card(step.of)
