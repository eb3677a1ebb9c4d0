"""Why no agent's answer would reach the customer of a conversation now, for the line under the thread."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from agents.gates import Verdict
from agents.reasons import reason_label
from agents.verdicts import Reason
from crm_kommo.selectors import connection_current
from crm_kommo.services.chat_way_state import chat_way_closed
from dashboard.inbox.reason_pages import SETTING_OF


@dataclass(frozen=True)
class Silence:
    """`url` leads to what can be changed about it, "" where nothing can."""

    text: str
    url: str


def silence_of(verdict: Verdict, *, in_kommo: bool = True) -> Silence | None:
    """None while an agent answers, and where only the next message can tell: its lead is not known here yet."""
    if verdict.reason is not Reason.ANSWERED:
        return None if verdict.reason is Reason.NO_LEAD else _silence(verdict.reason)
    if not in_kommo:
        return None
    why = chat_way_closed(connection_current())
    return Silence(_("Answers cannot be sent: %(reason)s") % {"reason": why}, reverse("kommo")) if why else None


def _silence(reason: Reason) -> Silence:
    return Silence(reason_label(reason), reverse(SETTING_OF[reason]) if reason in SETTING_OF else "")
