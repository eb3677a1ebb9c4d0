"""What checks are called, what came of them, and what to do about it: in the reader's language."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from crm_kommo.checks.registry import CHECKS
from crm_kommo.models.failure import Failure

NAMES = {
    "token": gettext_lazy("Access"),
    "clock": gettext_lazy("Clock"),
    "reading": gettext_lazy("Reading the CRM"),
    "administrator": gettext_lazy("Rights of an administrator"),
    "subscription": gettext_lazy("Webhook in Kommo, and writing to Kommo"),
    "reachable": gettext_lazy("Kommo reaches us"),
    "note": gettext_lazy("Writing a note"),
    "sending": gettext_lazy("Sending messages"),
    "headroom": gettext_lazy("Room for calls"),
}
SAID = {
    "token_good": gettext_lazy("Works, for the account %(account)s."),
    "token_other_account": gettext_lazy("It is the access of another account: %(account)s."),
    "clock_right": gettext_lazy("Ours and Kommo's agree."),
    "clock_wrong": gettext_lazy("Ours and Kommo's are %(seconds)s seconds apart."),
    "clock_unknown": gettext_lazy("This access does not say when it was made, so it cannot be told."),
    "reading_works": gettext_lazy("Works: %(count)s pipelines were read."),
    "administrator": gettext_lazy("Present: %(count)s users were read."),
    "subscribed": gettext_lazy("Kommo has our address and sends to it. Asking for it was a write, without a trace."),
    "subscription_disabled": gettext_lazy("Kommo has switched our webhook off, after too many bad answers."),
    "events_come": gettext_lazy("Events came within the last 24 hours."),
    "address_not_public": gettext_lazy(
        "Kommo cannot reach %(address)s: it is no https address that is public on the Internet."
    ),
    "no_event_in_a_day": gettext_lazy("No event came within 24 hours, although %(address)s looks right."),
    "note_not_asked": gettext_lazy("Not tried: no lead was picked for a test note."),
    "lead_unknown": gettext_lazy("Not tried: Kommo knows no lead with the number %(lead)s."),
    "note_written": gettext_lazy("Works: there is a test note on lead %(lead)s now."),
    "nothing_sent_yet": gettext_lazy("Not known: no message was sent through this connection yet."),
    "sending_works": gettext_lazy("Worked with the last message."),
    "has_room": gettext_lazy("Enough: %(limit)s calls a second are allowed, and none was refused in the last hour."),
    "calls_not_counted": gettext_lazy("The broker that counts the calls cannot be reached."),
    "calls_paused": gettext_lazy("Kommo asked us to wait: calls go on in %(seconds)s seconds."),
    "was_limited": gettext_lazy("Kommo refused %(count)s calls in the last hour, because there were too many."),
}
ADVICE = {
    "token_other_account": gettext_lazy("Disconnect, and connect the account that is meant."),
    "clock_wrong": gettext_lazy("Set the clock of this installation: signatures and tokens depend on it."),
    "subscription_disabled": gettext_lazy("Switch it on again in Kommo: Settings → Integrations → Webhooks."),
    "address_not_public": gettext_lazy("The people who run this installation must give it a public https address."),
    "no_event_in_a_day": gettext_lazy("Change something in any lead in Kommo, and run the checks again."),
    "lead_unknown": gettext_lazy("Run the checks again with the number of a lead that exists."),
    "calls_paused": gettext_lazy("Nothing to do; other integrations of the account may be calling too much."),
    "was_limited": gettext_lazy("Nothing to do; other integrations of the account may be calling too much."),
}
FAILURE_ADVICE = {
    Failure.REVOKED: gettext_lazy("Press “Reconnect” on the overview."),
    Failure.GRANT_REFUSED: gettext_lazy("Press “Reconnect” on the overview."),
    Failure.ANSWER_LOST: gettext_lazy("Press “Reconnect” on the overview."),
    Failure.MISSING_SCOPE: gettext_lazy("Add the permission to the integration in Kommo, then press “Reconnect”."),
    Failure.FORBIDDEN: gettext_lazy("Let an administrator of the account press “Reconnect”."),
    Failure.PAYMENT_REQUIRED: gettext_lazy("Look at the plan of the account in Kommo."),
    Failure.NOT_FOUND: gettext_lazy("Pick a lead that exists."),
    Failure.BLOCKED: gettext_lazy("Wait: the block ends by itself."),
}


@dataclass(frozen=True)
class Line:
    """One check as a person reads it; `tone` None while it was not made yet."""

    name: str
    tone: str | None
    mark: str
    said: str
    todo: str


def lines(results: Iterable[dict[str, Any]]) -> list[Line]:
    """All checks in their order, with what came of those that were made."""
    made = {result["check"]: result for result in results}
    return [_line(name, made.get(name)) for name in CHECKS]


def _line(name: str, result: dict[str, Any] | None) -> Line:
    if result is None:
        return Line(str(NAMES[name]), None, "", "", "")
    marks = {"ok": _("Good"), "warn": _("Look at it"), "bad": _("Broken"), "off": _("Not tried")}
    said, todo = _words(result)
    return Line(str(NAMES[name]), result["outcome"], marks[result["outcome"]], said, todo)


def _words(result: dict[str, Any]) -> tuple[str, str]:
    if result["code"] == "call_failed":
        failure = Failure(result["facts"]["failure"])
        return str(failure.label), str(FAILURE_ADVICE.get(failure, _("Run the checks again in a few minutes.")))
    return str(SAID[result["code"]]) % result["facts"], str(ADVICE.get(result["code"], ""))
