"""Scripts in words: kinds of steps, tests, flaws, and an example to begin with."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agents.scripts.outline import Flaw, Noted
from agents.settings.scripts import Ask, Condition, GoTo, HandOff, Say, Script, Step

KINDS = {
    "say": gettext_lazy("Say"),
    "ask": gettext_lazy("Ask and store"),
    "condition": gettext_lazy("Condition"),
    "go_to": gettext_lazy("Go to"),
    "hand_off": gettext_lazy("Hand off"),
    "end": gettext_lazy("End"),
}
TESTS = {
    "is": gettext_lazy("is"),
    "is_not": gettext_lazy("is not"),
    "contains": gettext_lazy("contains"),
    "is_empty": gettext_lazy("is empty"),
    "is_filled": gettext_lazy("is filled"),
    "above": gettext_lazy("is more than"),
    "below": gettext_lazy("is less than"),
}
FLAWS = {
    Flaw.NEVER_STARTS: gettext_lazy("It never starts: say when to use it, or give examples."),
    Flaw.NO_STEPS: gettext_lazy("It has no steps."),
    Flaw.UNREACHABLE: gettext_lazy("No conversation can come here."),
    Flaw.NEEDS_MODEL: gettext_lazy("This needs an AI model of your own; without one the step is skipped."),
    Flaw.ENDS_SILENT: gettext_lazy("After the answer nothing is said any more: add a step that says something."),
}
SHORT = 60


def said_name() -> str:
    """What stands for the customer's last words where a field can be chosen."""
    return _("What the customer said")


def flaw_words(noted: Noted) -> str:
    text = str(FLAWS[noted.flaw])
    return _("Step %(number)d: %(text)s") % {"number": noted.step, "text": text} if noted.step else text


def outline(script: Script, fields: dict[str, str]) -> list[str]:
    """A line for each step: what it does, and where it leads."""
    numbers = {step.key: number for number, step in enumerate(script.steps, start=1)}
    return [_line(step, numbers, fields) for step in script.steps]


def _line(step: Step, numbers: dict[str, int], fields: dict[str, str]) -> str:
    kind = str(KINDS[step.kind])
    match step:
        case Say() | HandOff():
            return f"{kind}: {_short(step.text)}" if step.text else kind
        case Ask():
            return f"{kind}: {_short(step.text)} → {fields.get(step.field, step.field)}"
        case Condition():
            of = said_name() if step.of == "said" else fields.get(step.of, step.of)
            asks = " ".join(filter(None, (of, str(TESTS[step.test]), step.value)))
            otherwise = numbers.get(step.otherwise)
            text = f"{asks} → {numbers[step.then]}"
            return f"{text}; " + _("otherwise → %(number)d") % {"number": otherwise} if otherwise else text
        case GoTo():
            return f"{kind} → {numbers[step.step]}"
    return kind


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SHORT else f"{line[:SHORT].rstrip()}…"


def example_script() -> dict[str, Any]:
    """A script to begin with, in the language of the person who adds it; it fills the contact's own fields only."""
    return {
        "name": _("Booking a visit"),
        "is_active": False,
        "when": _("The customer wants to book a visit"),
        "examples": [_("I want to book a visit"), _("Can I come tomorrow?"), _("Sign me up, please")],
        "steps": [
            {"kind": "say", "key": "s1", "text": _("With pleasure! I have one short question.")},
            {"kind": "ask", "key": "s2", "text": _("What is your name?"), "field": "contact.name"},
            {"kind": "hand_off", "key": "s3", "text": _("Thank you! A colleague will confirm the time here.")},
        ],
    }
