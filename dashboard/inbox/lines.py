"""The thread as it is shown: each message, and under a customer's message the one line that says what became of it."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agents.guard_words import guard_faults, guard_outcome
from agents.handoff.labels import why_label
from agents.reasons import model_label, reason_label
from agents.verdicts import Reason
from chat import selectors
from chat.models import Conversation, Decision, Message
from dashboard.inbox.found import FoundValue, values_found
from dashboard.inbox.pause import moment_text
from dashboard.inbox.reason_pages import SETTING_OF
from dashboard.inbox.used import UsedTool, spent_text, stop_text, tools_used

KIND_OF_AUTHOR = {
    Message.Author.CUSTOMER: "in",
    Message.Author.AGENT: "out",
    Message.Author.PERSON: "human",
    Message.Author.BOT: "human",
}
# A page that is read and polled; older lines are in Kommo.
LINES_MOST = 200
STILL_OPEN = {Message.State.QUEUED, Message.State.SENDING}
# Of a reply that no model wrote, model and sources say nothing.
FIXED_WORDS = {Reason.OUTSIDE_HOURS_TEXT, Reason.LIMIT_REACHED}
TROUBLE = {Message.State.DROPPED, Message.State.FAILED, Message.State.UNKNOWN}


@dataclass(frozen=True)
class Line:
    message: Message
    kind: str
    author_label: str
    model_label: str
    decision_text: str
    decision_url: str
    state_text: str
    trace: dict
    found: list[FoundValue]
    guard_text: str
    guard_faults: list[dict[str, str]]
    tools: list[UsedTool]
    stopped: str
    spent_text: str


def thread_lines(conversation: Conversation) -> list[Line]:
    """The last LINES_MOST lines, in order; two queries."""
    return [_line(message, conversation) for message in selectors.conversation_thread(conversation, most=LINES_MOST)]


def _line(message: Message, conversation: Conversation) -> Line:
    decision = getattr(message, "decision", None)
    trace = decision.trace if decision else {}
    by_customer = message.author == Message.Author.CUSTOMER
    return Line(
        message=message,
        kind=KIND_OF_AUTHOR[message.author],
        author_label=message.author_name or message.get_author_display(),
        # A reply names its model; under a customer's message the trace names the one that wrote the reply.
        model_label=model_label(message.model or trace.get("model", "")),
        decision_text=_decision_text(decision, conversation) if by_customer else "",
        decision_url=reverse(SETTING_OF[decision.reason]) if decision and decision.reason in SETTING_OF else "",
        state_text=_state_text(message),
        trace=trace,
        found=values_found(trace),
        guard_text=guard_outcome(trace.get("guard", {})),
        guard_faults=guard_faults(trace.get("guard", {})),
        tools=tools_used(trace),
        stopped=stop_text(trace),
        spent_text=spent_text(trace),
    )


def _decision_text(decision: Decision | None, conversation: Conversation) -> str:
    if decision is None:
        return _waiting_text(conversation.waits_until)
    if decision.reason == Reason.HANDED_OFF:
        heard = decision.trace.get("heard", "")
        why = why_label(decision.trace.get("handoff", ""))
        return f"{reason_label(decision.reason)}: {why}" + (f" (“{heard}”)" if heard else "")
    if decision.reason in FIXED_WORDS:
        return reason_label(decision.reason)
    if not decision.answered or decision.reply is None:
        return reason_label(decision.reason)
    sources = len(decision.reply.sources)
    parts = [
        _("Answered by %(agent)s") % {"agent": _who(decision)},
        model_label(decision.reply.model),
        ngettext("%(count)d source", "%(count)d sources", sources) % {"count": sources} if sources else _("no source"),
    ]
    if script := decision.trace.get("script"):
        parts[1] = " · ".join(filter(None, (_("script “%(script)s”") % {"script": script["name"]}, parts[1])))
    if decision.reason == Reason.ANSWERED_UNKNOWN:
        parts[0] = _("%(agent)s said that it does not know") % {"agent": _who(decision)}
    return " · ".join(filter(None, (*parts, spent_text(decision.trace))))


def _waiting_text(opens: datetime | None) -> str:
    if opens is None or opens <= timezone.now():
        return _("Being considered")
    return _("Waits until %(when)s: it is answered when the working hours begin") % {"when": moment_text(opens)}


def _who(decision: Decision) -> str:
    """The agent, and which version of it."""
    version = decision.agent_version
    return f"{decision.agent_name} v{version}" if version else decision.agent_name


def _state_text(message: Message) -> str:
    if message.state == Message.State.SENT and message.delivery:
        return _delivery_text(message)
    if message.state in STILL_OPEN:
        return message.get_state_display()
    if message.state in TROUBLE:
        return reason_label(message.state_reason) if message.state_reason else message.get_state_display()
    return ""


def _delivery_text(message: Message) -> str:
    if message.delivery == Message.Delivery.PENDING and message.external_id is None:
        return _("Handed to your Salesbot")
    if message.delivery == Message.Delivery.FAILED and message.delivery_reason:
        return f"{message.get_delivery_display()}: {message.delivery_reason}"
    return message.get_delivery_display()
