from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile

from django.db.models import Case, Count, F, Max, OuterRef, Prefetch, Q, QuerySet, Subquery, Value, When
from django.db.models.lookups import Exact

from chat.models import Conversation, Decision, Message

# The customer spoke last, and nobody has answered yet.
UNANSWERED = "nobody"
# A reply of ours that the customer did not get, or of which nobody can tell.
UNSENT = Q(state__in=[Message.State.DROPPED, Message.State.FAILED, Message.State.UNKNOWN]) | Q(
    delivery=Message.Delivery.FAILED
)


def conversations(*, search: str = "", answered_by: str = "") -> QuerySet[Conversation]:
    """For lists: newest first, with the last thing said. `answered_by`: a Conversation.AnsweredBy, or UNANSWERED.

    `last_unsent`: of a last message that is a reply the customer did not get, its state, or `undelivered`.
    """
    messages = Message.objects.filter(conversation=OuterRef("pk")).order_by("-said_at", "-pk")
    # A reply that did not get through answers nobody, and takes nothing from an answer that was given before it.
    last_author_heard = messages.exclude(UNSENT).values("author")[:1]
    unsent = Case(
        When(delivery=Message.Delivery.FAILED, then=Value("undelivered")),
        When(UNSENT, then=F("state")),
        default=Value(""),
    )
    found = Conversation.objects.annotate(
        last_text=Subquery(messages.values("text")[:1]),
        last_author=Subquery(messages.values("author")[:1]),
        last_unsent=Subquery(messages.values(unsent=unsent)[:1]),
        is_unanswered=Exact(Subquery(last_author_heard), Message.Author.CUSTOMER),
    ).order_by("-last_message_at", "-pk")
    if search:
        found = found.filter(Q(contact_name__icontains=search) | Q(messages__text__icontains=search)).distinct()
    if answered_by == UNANSWERED:
        found = found.filter(is_unanswered=True)
    elif answered_by:
        found = found.filter(answered_by=answered_by)
    return found


def conversation_of_talk(talk_id: int) -> Conversation | None:
    """What stands here of a talk of Kommo's; None for one in which nothing was said since we look."""
    return Conversation.objects.filter(talk_id=talk_id).first()


def conversation_thread(conversation: Conversation, *, most: int) -> list[Message]:
    """The last things said, oldest first, each customer's message with its decision."""
    decisions = Prefetch("decision", queryset=Decision.objects.select_related("reply"))
    newest = conversation.messages.prefetch_related(decisions).order_by("-said_at", "-pk")[:most]
    return list(reversed(newest))


def undecided(conversation: Conversation) -> list[Message]:
    """The customer's messages that no turn has decided yet, in order."""
    return list(conversation.messages.filter(author=Message.Author.CUSTOMER, decision=None).order_by("said_at", "pk"))


def history(conversation: Conversation, *, before: Message, limit: int = 20) -> list[Message]:
    """What was really said before this message in its episode, oldest first."""
    said = conversation.messages.filter(state__in=[Message.State.SEEN, Message.State.SENT])
    if conversation.episode_began_at:
        said = said.filter(said_at__gte=conversation.episode_began_at)
    earlier = said.filter(Q(said_at__lt=before.said_at) | Q(said_at=before.said_at, pk__lt=before.pk))
    return list(reversed(earlier.order_by("-said_at", "-pk")[:limit]))


def answer_before(message: Message) -> Message | None:
    """Our last answer that was there when this message came. Kommo tells whole seconds, so that its order is asked."""
    ours = Message.objects.filter(conversation_id=message.conversation_id, author=Message.Author.AGENT)
    said = ours.filter(pk__lt=message.pk, state__in=[Message.State.SEEN, Message.State.SENT])
    return said.order_by("-pk").first()


def asked_lately(conversation: Conversation, *, answers: int) -> set[str]:
    """The fields that the last so many answers of an agent asked for, by what their decisions trace."""
    ours = conversation.messages.filter(author=Message.Author.AGENT).exclude(state=Message.State.DROPPED)
    last = ours.order_by("-pk").values_list("pk", flat=True)[:answers]
    traces = Decision.objects.filter(reply_id__in=list(last)).values_list("trace__asked", flat=True)
    return {path for path in traces if path}


def message_with(ids: Iterable[int], *, words: str) -> int | None:
    """The last of these messages in which these words stand."""
    found = Message.objects.filter(pk__in=list(ids), text__contains=words)
    return found.order_by("-pk").values_list("pk", flat=True).first()


def newest_customer_message_id(conversation_id: int) -> int | None:
    newest = Message.objects.filter(conversation_id=conversation_id, author=Message.Author.CUSTOMER)
    return newest.aggregate(newest=Max("pk"))["newest"]


def decision_counts(*, since: datetime) -> dict[str, int]:
    """How many customers' messages were decided since then, by reason."""
    rows = Decision.objects.filter(created_at__gte=since).values("reason").annotate(count=Count("pk"))
    return {row["reason"]: row["count"] for row in rows}


def messages_by_external_id(ids: Iterable[str]) -> dict[str, Message]:
    """What was kept under these ids of Kommo, each with its conversation and, of a customer's, its decision."""
    found = Message.objects.filter(external_id__in=list(ids)).select_related("conversation", "decision")
    return {message.external_id: message for message in found}


def last_customer_message_at(conversation_id: int) -> datetime | None:
    said = Message.objects.filter(conversation_id=conversation_id, author=Message.Author.CUSTOMER)
    return said.aggregate(last=Max("said_at"))["last"]


def undelivered(conversation: Conversation) -> list[Message]:
    """Replies that Kommo took under an id, and of which is not known whether the customer got them."""
    sent = conversation.messages.filter(state=Message.State.SENT, delivery=Message.Delivery.PENDING)
    return list(sent.exclude(external_id=None).exclude(sending_at=None))


def continuation(message_id: int) -> Message | None:
    """What of a long reply waits behind this message."""
    return Message.objects.filter(continues_id=message_id, state=Message.State.QUEUED).first()


def first_piece(reply: Message) -> Message:
    """Of a long reply the piece that goes first; any other reply itself."""
    while reply.continues_id:
        reply = reply.continues
    return reply


def decision_of(reply: Message) -> Decision | None:
    """What this reply stands for; of a piece of a long reply, what the first piece stands for."""
    return Decision.objects.filter(reply=first_piece(reply)).first()


def customer_interrupts(reply: Message) -> bool:
    """Whether the customer has written since the first piece of this reply went out."""
    since = first_piece(reply).sending_at
    said = Message.objects.filter(conversation_id=reply.conversation_id, author=Message.Author.CUSTOMER)
    return since is not None and said.filter(created_at__gt=since).exists()


def person_wrote_after(reply: Message) -> bool:
    """Whether a person wrote after this reply was made."""
    return _of_person(reply).filter(pk__gt=first_piece(reply).pk).exists()


def person_wrote_before(message: Message, *, since: datetime) -> bool:
    """Whether a person wrote from then on, and before this message came."""
    return _of_person(message).filter(pk__lt=message.pk, said_at__gte=since).exists()


def _of_person(message: Message) -> QuerySet[Message]:
    return Message.objects.filter(conversation_id=message.conversation_id, author=Message.Author.PERSON)


def is_answering(conversation: Conversation) -> bool:
    """Whether a reply waits to be sent, or is being sent."""
    return conversation.messages.filter(state__in=[Message.State.QUEUED, Message.State.SENDING]).exists()


def customer_messages(*, lead_id: int, since: datetime | None) -> int:
    """How many the customer wrote about a lead, in every chat."""
    said = Message.objects.filter(conversation__lead_id=lead_id, author=Message.Author.CUSTOMER)
    return (said.filter(said_at__gte=since) if since else said).count()


def answers_by_agent(
    *, since: datetime | None, but: Iterable[str], conversation: Conversation | None = None
) -> dict[int, int]:
    """Agent's id → how many answers it gave since then, here or everywhere, but for these reasons; a burst has one."""
    given = Decision.objects.filter(answered=True).exclude(agent_id=None).exclude(reason__in=list(but))
    if since:
        given = given.filter(created_at__gte=since)
    if conversation:
        given = given.filter(message__conversation=conversation)
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
        Decision.objects.filter(created_at__gte=since)
        .exclude(agent_id=None)
        .values("agent_id")
        .annotate(
            conversations=Count("message__conversation", filter=Q(answered=True), distinct=True),
            answers=Count("reply", filter=Q(answered=True), distinct=True),
            of_reasons=Count("pk", filter=Q(reason__in=list(reasons))),
        )
    )
    return {row.pop("agent_id"): AgentCounts(**row) for row in rows}
