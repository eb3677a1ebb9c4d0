"""Who has a conversation that an agent gave way in, and when the agent is back: the line under the thread."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agents.custody import pause_ends
from agents.gates import Verdict
from agents.handoff.labels import why_label
from agents.verdicts import Reason
from automation.custody import custody_of
from chat.models import Conversation


def pause_text(conversation: Conversation, verdict: Verdict) -> str:
    """`verdict`: what the gates would say now. Empty while no person has the conversation."""
    if conversation.answered_by != Conversation.AnsweredBy.PERSON:
        return ""
    return f"{_who(conversation)} {_until(conversation, verdict)}"


def moment_text(moment: datetime) -> str:
    """A time of today as its hour, any other with its day."""
    local = timezone.localtime(moment)
    is_today = local.date() == timezone.localdate()
    return date_format(local, "TIME_FORMAT" if is_today else "SHORT_DATETIME_FORMAT")


def _who(conversation: Conversation) -> str:
    person = conversation.taken_over_by
    if conversation.taken_over_how == Conversation.TakenOver.HANDED:
        names = {"person": person, "why": why_label(conversation.handed_over_why)}
        return _("Handed to %(person)s: %(why)s.") % names if person else _("Handed to a person: %(why)s.") % names
    return _("%(person)s has taken over.") % {"person": person} if person else _("A person has taken over.")


def _until(conversation: Conversation, verdict: Verdict) -> str:
    if verdict.agent_id is not None:
        shares = conversation.taken_over_how == Conversation.TakenOver.WROTE and not _gives_way(verdict)
        return _("The agent answers all the same.") if shares else _("The agent is back when the customer writes.")
    custody = custody_of(conversation)
    if verdict.reason is not Reason.PERSON_TOOK_OVER or custody is None:
        return _("The agent is silent here.")
    if custody.owes:
        return _("The agent is silent while a task about the lead is open in Kommo.")
    ends = pause_ends(custody.since, verdict.scope.settings.takeover.resume_after)
    if ends is None:
        return _("The agent is silent here until the conversation is handed back.")
    return _("The agent is back from %(when)s on, when the customer writes.") % {"when": moment_text(ends)}


def _gives_way(verdict: Verdict) -> bool:
    return verdict.scope is not None and verdict.scope.settings.takeover.by_person
