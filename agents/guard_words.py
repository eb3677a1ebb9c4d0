"""What a guard found in an answer, in words for people."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from agents.guards import FaultKind

KINDS = {
    FaultKind.PRICE: gettext_lazy("a price"),
    FaultKind.FREE: gettext_lazy("a gift"),
    FaultKind.PERCENT: gettext_lazy("a percentage"),
    FaultKind.DURATION: gettext_lazy("a length of time"),
    FaultKind.NUMBER: gettext_lazy("a number"),
    FaultKind.DAY: gettext_lazy("a day"),
    FaultKind.WEEKDAY: gettext_lazy("a day of the week"),
    FaultKind.TIME: gettext_lazy("a time of day"),
    FaultKind.PHONE: gettext_lazy("a phone number"),
    FaultKind.EMAIL: gettext_lazy("an e-mail address"),
    FaultKind.LINK: pgettext_lazy("of a web address", "a link"),
    FaultKind.ADDRESS: gettext_lazy("an address"),
    FaultKind.PROMISE: gettext_lazy("a promise of what was not done"),
    FaultKind.LEAK: gettext_lazy("words of its instructions"),
}


def guard_outcome(verdict: dict[str, Any]) -> str:
    """What became of the answer, for a verdict as it is kept with a decision; "" where nothing was found."""
    if not verdict:
        return ""
    if verdict.get("blocked"):
        return _("Nothing of the answer was left: it was not sent.")
    if verdict.get("cut"):
        return _("The answer was sent without these sentences.")
    if verdict.get("repaired"):
        return _("The model wrote the answer anew without it.")
    return _("The answer was sent as it was.")


def guard_faults(verdict: dict[str, Any]) -> list[dict[str, str]]:
    """Each with its `kind` in words, and the `words` of the answer; a kind of another time stands as it is."""
    known = {str(kind): label for kind, label in KINDS.items()}
    return [
        {"kind": str(known.get(fault["kind"], fault["kind"])), "words": fault["words"]}
        for fault in verdict.get("faults", [])
    ]
