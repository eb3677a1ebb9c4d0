"""Conversations, and what was said in one."""

from django.db.models import Case, F, OuterRef, Prefetch, Q, QuerySet, Subquery, Value, When
from django.db.models.lookups import Exact

from chat.models import Conversation, Decision, Message

# The customer spoke last, and nobody has answered yet.
UNANSWERED = "nobody"


# A reply of ours that the customer did not get, or of which nobody can tell.
UNSENT = Q(state__in=[Message.State.DROPPED, Message.State.FAILED, Message.State.UNKNOWN]) | Q(
    delivery=Message.Delivery.FAILED
)


def conversations(*, search: str = "", answered_by: str = "", origin: str = "") -> QuerySet[Conversation]:
    """For lists: newest first, with the last thing said. `origin`: a Conversation.Origin, "" for all but tests.

    `answered_by`: a Conversation.AnsweredBy, or UNANSWERED.
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
    held = Q(origin=origin) if origin else ~Q(origin=Conversation.Origin.TEST)
    found = (
        Conversation.objects.filter(held)
        .annotate(
            last_text=Subquery(messages.values("text")[:1]),
            last_author=Subquery(messages.values("author")[:1]),
            last_unsent=Subquery(messages.values(unsent=unsent)[:1]),
            is_unanswered=Exact(Subquery(last_author_heard), Message.Author.CUSTOMER),
        )
        .order_by("-last_message_at", "-pk")
    )
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


def is_answering(conversation: Conversation) -> bool:
    """Whether a reply waits to be sent, or is being sent."""
    return conversation.messages.filter(state__in=[Message.State.QUEUED, Message.State.SENDING]).exists()
