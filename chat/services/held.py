"""Conversations that are held here and not in Kommo: in the test chat, by the API, in the widget of a site."""

from datetime import datetime
from typing import Any

from django.db import transaction

from chat.models import Conversation, Decision, Message
from chat.services.episodes import episode_go_on
from chat.signals import message_received, reply_was_sent

Origin = Conversation.Origin


def conversation_begin(
    *, origin: str, agent_id: int, persona: dict[str, Any], at: datetime, contact_name: str = "", lead_id: int | None
) -> Conversation:
    """`persona`: of agents.answering.persona. `lead_id`: the lead in Kommo that it is about, which may be written."""
    return Conversation.objects.create(
        origin=origin,
        agent_id=agent_id,
        persona=persona,
        contact_name=contact_name,
        lead_id=lead_id,
        channel=persona.get("channel", ""),
        last_message_at=at,
    )


@transaction.atomic
def message_say(
    *, conversation: Conversation, text: str, at: datetime, key: str | None = None, author_name: str = ""
) -> Message:
    """The customer says something. `key`: said again with the same one, it is the message that is there."""
    if key and (known := Message.objects.filter(external_id=key).first()):
        return known
    episode_go_on(conversation=conversation, at=at)
    message = Message.objects.create(
        conversation=conversation,
        external_id=key,
        author=Message.Author.CUSTOMER,
        author_name=author_name or conversation.contact_name,
        text=text,
        said_at=at,
    )
    _touch(conversation, at)
    if conversation.origin != Origin.TEST:
        message_received.send(sender=Message, message_id=message.pk)
    return message


@transaction.atomic
def person_say(*, conversation: Conversation, text: str, author_name: str, at: datetime) -> Message:
    """A colleague says something in it. Whether that silences the agent is the agent's setting."""
    message = Message.objects.create(
        conversation=conversation,
        author=Message.Author.PERSON,
        author_name=author_name,
        text=text,
        said_at=at,
    )
    _touch(conversation, at)
    return message


def answer_give(
    *,
    conversation: Conversation,
    text: str,
    answers: list[Message],
    author_name: str,
    model: str,
    sources: list[dict[str, Any]],
    restarts: int,
    at: datetime,
) -> Message:
    """An answer that is there as soon as it is stored. IntegrityError when these messages have one."""
    message = Message.objects.create(
        conversation=conversation,
        author=Message.Author.AGENT,
        author_name=author_name,
        text=text,
        said_at=at,
        state=Message.State.SENT,
        answers_up_to=max(message.pk for message in answers),
        restarts=restarts,
        model=model,
        sources=sources,
    )
    _touch(conversation, at)
    if conversation.origin != Origin.TEST:
        reply_was_sent.send(sender=Message, message_id=message.pk)
    return message


def decisions_date(*, messages: list[Message], at: datetime) -> None:
    """By the clock of a test, so that what was decided in it lies as long ago there as it seems."""
    Decision.objects.filter(message__in=messages).update(created_at=at)


@transaction.atomic
def answer_take_back(*, conversation: Conversation, reason: str) -> list[Message]:
    """The last answer of a test did not happen, nor its decision: the messages that wait for one again.

    Empty where nothing was decided yet, or somebody has said something since.
    """
    last = conversation.messages.filter(author=Message.Author.CUSTOMER).order_by("-said_at", "-pk").first()
    decided = Decision.objects.filter(message=last).first() if last else None
    if decided is None:
        return []
    together = Decision.objects.filter(message__conversation=conversation, created_at=decided.created_at)
    messages = [decision.message for decision in together.select_related("message")]
    if decided.reply_id:
        dropped = {"state": Message.State.DROPPED, "state_reason": reason}
        Message.objects.filter(pk=decided.reply_id).update(**dropped)
    together.delete()
    return messages


def conversation_persona_set(*, conversation: Conversation, persona: dict[str, Any]) -> Conversation:
    conversation.persona = persona
    conversation.contact_name = persona.get("contact_name", "")
    conversation.channel = persona.get("channel", "")
    conversation.save(update_fields=["persona", "contact_name", "channel", "updated_at"])
    return conversation


def _touch(conversation: Conversation, at: datetime) -> None:
    Conversation.objects.filter(pk=conversation.pk).update(last_message_at=at)
