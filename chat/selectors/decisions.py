"""Decisions, and what is counted of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile

from django.db.models import Count, Max, Q

from chat.models import Conversation, Decision, Message
from chat.selectors.messages import first_piece

# Of decisions: what is said in the test chat is counted nowhere.
NO_TEST = ~Q(message__conversation__origin=Conversation.Origin.TEST)


def asked_lately(conversation: Conversation, *, answers: int) -> set[str]:
    """The fields that the last so many answers of an agent asked for, by what their decisions trace."""
    ours = conversation.messages.filter(author=Message.Author.AGENT).exclude(state=Message.State.DROPPED)
    last = ours.order_by("-pk").values_list("pk", flat=True)[:answers]
    traces = Decision.objects.filter(reply_id__in=list(last)).values_list("trace__asked", flat=True)
    return {path for path in traces if path}


def decision_counts(*, since: datetime) -> dict[str, int]:
    """How many customers' messages were decided since then, by reason."""
    rows = Decision.objects.filter(NO_TEST, created_at__gte=since).values("reason").annotate(count=Count("pk"))
    return {row["reason"]: row["count"] for row in rows}


def decision_about(message_id: int) -> Decision | None:
    """Why a customer's message was answered or not, with the answer; None while that is open."""
    return Decision.objects.filter(message_id=message_id).select_related("reply", "message__conversation").first()


def decision_of(reply: Message) -> Decision | None:
    """What this reply stands for; of a piece of a long reply, what the first piece stands for."""
    return Decision.objects.filter(reply=first_piece(reply)).first()


def answers_by_agent(
    *, since: datetime | None, but: Iterable[str], conversation: Conversation | None = None
) -> dict[int, int]:
    """Agent's id → how many answers it gave since then, here or everywhere, but for these reasons; a burst has one."""
    given = Decision.objects.filter(answered=True).exclude(agent_id=None).exclude(reason__in=list(but))
    if since:
        given = given.filter(created_at__gte=since)
    given = given.filter(message__conversation=conversation) if conversation else given.filter(NO_TEST)
    rows = given.values("agent_id").annotate(count=Count("reply", distinct=True))
    return {row["agent_id"]: row["count"] for row in rows}


def was_decided(conversation: Conversation, *, reason: str, since: datetime) -> bool:
    """Whether a message here was decided for this reason since then."""
    return Decision.objects.filter(
        message__conversation=conversation, reason=reason, created_at__gte=since, answered=True
    ).exists()


def answers_in_row(conversation: Conversation, *, reason: str, since: datetime | None, most: int) -> int:
    """How many of the last answers here were of this reason, up to `most`; a burst has one."""
    decided = Decision.objects.filter(message__conversation=conversation, answered=True)
    if since:
        decided = decided.filter(created_at__gte=since)
    newest = decided.values("reply").annotate(last=Max("pk"), reason=Max("reason")).order_by("-last")[:most]
    return sum(1 for _row in takewhile(lambda row: row["reason"] == reason, newest))


@dataclass(frozen=True)
class AgentCounts:
    """Of one agent since a moment: conversations it answered in, its answers, and those of certain reasons."""

    conversations: int = 0
    answers: int = 0
    of_reasons: int = 0


def agent_counts(*, since: datetime, reasons: Iterable[str]) -> dict[int, AgentCounts]:
    """Agent's id → what it did since then; one query for all agents."""
    rows = (
        Decision.objects.filter(NO_TEST, created_at__gte=since)
        .exclude(agent_id=None)
        .values("agent_id")
        .annotate(
            conversations=Count("message__conversation", filter=Q(answered=True), distinct=True),
            answers=Count("reply", filter=Q(answered=True), distinct=True),
            of_reasons=Count("pk", filter=Q(reason__in=list(reasons))),
        )
    )
    return {row.pop("agent_id"): AgentCounts(**row) for row in rows}
