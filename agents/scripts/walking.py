"""Going through a script: from a step to the next question, to a hand-off or to the end."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from agents.settings.scripts import Ask, Condition, End, GoTo, HandOff, Say, Script, Step

Stop = Literal["asks", "hands_off", "ends"]


@dataclass(frozen=True)
class Line:
    """Something to say at a step: these very words, or what a model is told to do."""

    step: str
    text: str
    exact: bool


@dataclass(frozen=True, kw_only=True)
class Walk:
    """`asks`: the question at which it waits. `parts_with`: the words of a hand-off, "" for the usual ones.

    `passed`: the keys of the steps, in order; `skipped` of those that needed a model which is not there. `looped`: it
    would have gone in a circle.
    """

    stop: Stop
    asks: Ask | None = None
    parts_with: str = ""
    lines: tuple[Line, ...] = ()
    passed: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    looped: bool = False


@dataclass
class _Trail:
    lines: list[Line] = field(default_factory=list)
    passed: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)

    def ended(self, stop: Stop, *, asks: Ask | None = None, parts_with: str = "", looped: bool = False) -> Walk:
        return Walk(
            stop=stop,
            asks=asks,
            parts_with=parts_with,
            lines=tuple(self.lines),
            passed=tuple(self.passed),
            skipped=tuple(self.skipped),
            looped=looped,
        )


def walk(script: Script, *, start: str | None, holds: Callable[[Condition], bool], has_model: bool) -> Walk:
    """From the step `start` (None: the script is at its end) as far as it goes without the customer.

    Nothing changes on the way: who comes to a step a second time would go round for ever, so that the script ends.
    """
    trail, at = _Trail(), start
    while at is not None:
        step = step_of(script, at)
        if step is None or step.key in trail.passed:
            return trail.ended("ends", looped=step is not None)
        trail.passed.append(step.key)
        if isinstance(step, Say | Ask) and not (step.exact or has_model):
            trail.skipped.append(step.key)
        elif isinstance(step, Say | Ask):
            trail.lines.append(Line(step.key, step.text, step.exact))
            if isinstance(step, Ask):
                return trail.ended("asks", asks=step)
        elif isinstance(step, HandOff):
            return trail.ended("hands_off", parts_with=step.text)
        elif isinstance(step, End):
            return trail.ended("ends")
        at = _leads_to(script, step, holds)
    return trail.ended("ends")


def step_of(script: Script, key: str) -> Step | None:
    return next((step for step in script.steps if step.key == key), None)


def step_after(script: Script, key: str) -> str | None:
    """The key of the step that stands behind this one; None behind the last."""
    keys = [step.key for step in script.steps]
    behind = keys.index(key) + 1
    return keys[behind] if behind < len(keys) else None


def _leads_to(script: Script, step: Step, holds: Callable[[Condition], bool]) -> str | None:
    if isinstance(step, GoTo):
        return step.step
    if isinstance(step, Condition):
        aim = step.then if holds(step) else step.otherwise
        return aim or step_after(script, step.key)
    return step_after(script, step.key)
