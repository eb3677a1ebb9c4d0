"""Single messages: replies of ours, and what was written after them."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Max, QuerySet

from chat.models import Conversation, Message


def answer_before(message: Message) -> Message | None:
    """Our last answer that was there when this message came. Kommo tells whole seconds, so that its order is asked."""
    ours = Message.objects.filter(conversation_id=message.conversation_id, author=Message.Author.AGENT)
    said = ours.filter(pk__lt=message.pk, state__in=[Message.State.SEEN, Message.State.SENT])
    return said.order_by("-pk").first()


def message_with(ids: Iterable[int], *, words: str) -> int | None:
    """The last of these messages in which these words stand."""
    found = Message.objects.filter(pk__in=list(ids), text__contains=words)
    return found.order_by("-pk").values_list("pk", flat=True).first()


def newest_customer_message_id(conversation_id: int) -> int | None:
    newest = Message.objects.filter(conversation_id=conversation_id, author=Message.Author.CUSTOMER)
    return newest.aggregate(newest=Max("pk"))["newest"]


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


def customer_messages(*, lead_id: int, since: datetime | None) -> int:
    """How many the customer wrote about a lead, in every chat."""
    said = Message.objects.filter(conversation__lead_id=lead_id, author=Message.Author.CUSTOMER)
    return (said.filter(said_at__gte=since) if since else said).count()
