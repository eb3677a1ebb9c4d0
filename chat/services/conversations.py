from datetime import datetime

from django.db import transaction

from chat.models import Conversation, Message
from chat.services.replies import reply_drop

# The reason code of agents.verdicts.Reason, which stands above this app.
TAKEN_OVER = "person_took_over"


def conversation_ensure(*, talk_id: int | None, chat_id: str, at: datetime, **facts: object) -> Conversation:
    """The conversation of a talk, made when it is new; `facts` (names, ids) that are known replace what stood there.

    A hook that names no talk belongs to the newest conversation of its chat.
    """
    known = {name: value for name, value in facts.items() if value not in (None, "")}
    conversation = _find(talk_id, chat_id)
    if conversation is None:
        conversation, _created = Conversation.objects.get_or_create(
            talk_id=talk_id, chat_id=chat_id, defaults={**known, "last_message_at": at}
        )
    changed = {name: value for name, value in known.items() if getattr(conversation, name) != value}
    if conversation.last_message_at is None or conversation.last_message_at < at:
        changed["last_message_at"] = at
    if changed:
        for name, value in changed.items():
            setattr(conversation, name, value)
        conversation.save(update_fields=[*changed, "updated_at"])
    return conversation


def _find(talk_id: int | None, chat_id: str) -> Conversation | None:
    if talk_id is not None:
        return Conversation.objects.filter(talk_id=talk_id).first()
    return Conversation.objects.filter(chat_id=chat_id).order_by("-pk").first()


@transaction.atomic
def conversation_take_over(*, conversation: Conversation, person_name: str, at: datetime) -> Conversation:
    """Give the conversation to a person: replies not yet on their way are dropped, the agent stays silent."""
    conversation = Conversation.objects.select_for_update().get(pk=conversation.pk)
    conversation.answered_by = Conversation.AnsweredBy.PERSON
    conversation.taken_over_at = at
    conversation.taken_over_by = person_name
    conversation.save(update_fields=["answered_by", "taken_over_at", "taken_over_by", "updated_at"])
    for reply in conversation.messages.filter(state=Message.State.QUEUED):
        reply_drop(reply=reply, reason=TAKEN_OVER)
    return conversation


def conversation_hand_back(*, conversation: Conversation) -> Conversation:
    """Let the agent answer again, from the customer's next message on."""
    conversation.answered_by = Conversation.AnsweredBy.AGENT
    conversation.taken_over_at = None
    conversation.taken_over_by = ""
    conversation.save(update_fields=["answered_by", "taken_over_at", "taken_over_by", "updated_at"])
    return conversation
