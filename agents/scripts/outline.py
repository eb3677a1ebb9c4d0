"""A script as a whole: what can be reached in it, what needs a model, and how its branches go, in a few words."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from agents.settings.scripts import Ask, Condition, End, GoTo, HandOff, Say, Script, Step, aims_of


class Flaw(StrEnum):
    """What a script says nothing against, and what probably was not meant."""

    NEVER_STARTS = "never_starts"
    NO_STEPS = "no_steps"
    UNREACHABLE = "unreachable"
    NEEDS_MODEL = "needs_model"
    ENDS_SILENT = "ends_silent"


@dataclass(frozen=True)
class Noted:
    """A flaw, and the number of the step it is about (from 1); None: the script as a whole."""

    flaw: Flaw
    step: int | None = None


def flaws(script: Script, *, has_model: bool) -> list[Noted]:
    found = []
    if not script.when.strip() and not script.examples:
        found.append(Noted(Flaw.NEVER_STARTS))
    if not script.steps:
        found.append(Noted(Flaw.NO_STEPS))
    reached = reachable(script.steps)
    for number, step in enumerate(script.steps, start=1):
        if step.key not in reached:
            found.append(Noted(Flaw.UNREACHABLE, number))
        elif isinstance(step, Say | Ask) and not step.exact and not has_model:
            found.append(Noted(Flaw.NEEDS_MODEL, number))
    last = script.steps[-1] if script.steps else None
    if isinstance(last, Ask) and last.key in reached:
        found.append(Noted(Flaw.ENDS_SILENT, len(script.steps)))
    return found


def reachable(steps: Sequence[Step]) -> set[str]:
    """The keys of the steps that some conversation can come to."""
    keys = [step.key for step in steps]
    behind = dict(zip(keys, keys[1:], strict=False))
    by_key = {step.key: step for step in steps}
    found: set[str] = set()
    waiting = keys[:1]
    while waiting:
        key = waiting.pop()
        if key in found or key not in by_key:
            continue
        found.add(key)
        waiting += _next_of(by_key[key], behind.get(key))
    return found


def _next_of(step: Step, behind: str | None) -> list[str]:
    if isinstance(step, HandOff | End):
        return []
    aims = [aim for aim in aims_of(step).values() if aim]
    goes_on = not isinstance(step, GoTo) and not (isinstance(step, Condition) and step.otherwise)
    return [*aims, *([behind] if goes_on and behind else [])]
