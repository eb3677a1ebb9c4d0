"""Reads of what is remembered, and of what there is to be remembered."""

from datetime import date

from django.db.models import Q, QuerySet

from chat.models import ContactFact, Conversation, ConversationSummary, EpisodeDigest, Message

_SAID = [Message.State.SEEN, Message.State.SENT]


def facts_of(contact_id: int, *, on: date) -> QuerySet[ContactFact]:
    """What counts of a contact that day, the newest first, each with its message."""
    current = ContactFact.objects.filter(contact_id=contact_id, superseded_by=None)
    living = current.filter(Q(expires_on=None) | Q(expires_on__gte=on))
    return living.select_related("message").order_by("-said_at", "-pk")


def facts_shown(contact_id: int) -> QuerySet[ContactFact]:
    """For people: also those that have expired."""
    current = ContactFact.objects.filter(contact_id=contact_id, superseded_by=None)
    return current.select_related("message").order_by("-said_at", "-pk")


def digests_of(contact_id: int, *, but: Conversation | None = None) -> QuerySet[EpisodeDigest]:
    """The newest first; not the one of the episode that goes on in `but`."""
    found = EpisodeDigest.objects.filter(contact_id=contact_id).order_by("-ended_at", "-pk")
    if but is None:
        return found
    here = Q(conversation=but)
    goes_on = here & Q(ended_at__gte=but.episode_began_at) if but.episode_began_at else here
    return found.exclude(goes_on)


def summary_of(conversation: Conversation) -> ConversationSummary | None:
    """Of the episode that goes on; None where it is short."""
    summary = ConversationSummary.objects.filter(conversation=conversation).first()
    if summary is None:
        return None
    began = conversation.episode_began_at
    return summary if began is None or summary.covers_at >= began else None


def after_summary(conversation: Conversation, summary: ConversationSummary | None) -> QuerySet[Message]:
    """What was really said in the episode and stands in no summary, the newest first."""
    said = conversation.messages.filter(state__in=_SAID).exclude(text="")
    if conversation.episode_began_at:
        said = said.filter(said_at__gte=conversation.episode_began_at)
    if summary is not None:
        said = said.filter(Q(said_at__gt=summary.covers_at) | Q(said_at=summary.covers_at, pk__gt=summary.covers_until))
    return said.order_by("-said_at", "-pk")


def not_remembered(conversation: Conversation, *, most: int) -> list[Message]:
    """The last so many things said out of which nothing was remembered yet, oldest first."""
    said = conversation.messages.filter(pk__gt=conversation.remembered_until, state__in=_SAID)
    return list(reversed(said.select_related("decision").order_by("-pk")[:most]))


def agent_last_in(conversation: Conversation) -> int | None:
    """The id of the agent that decided last here."""
    decided = conversation.messages.exclude(decision__agent_id=None).order_by("-pk")
    return decided.values_list("decision__agent_id", flat=True).first()


def knows_contact(contact_id: int) -> bool:
    """Whether anything stands here of a contact."""
    return (
        Conversation.objects.filter(contact_id=contact_id).exists()
        or ContactFact.objects.filter(contact_id=contact_id).exists()
    )


def conversations_of_contact(contact_id: int) -> QuerySet[Conversation]:
    """The newest first."""
    return Conversation.objects.filter(contact_id=contact_id).order_by("-last_message_at", "-pk")
