"""Where one episode of a conversation ends and the next begins: it is resolved, and then somebody writes again."""

from datetime import datetime, timedelta

from django.db import transaction

from chat.models import Conversation
from chat.signals import conversation_handed_back, conversation_resolved

# Kommo tells whole seconds: what it says was written in the second of the resolving may have been written after it.
SAME_SECOND = timedelta(seconds=1)
# Of a conversation that nobody has taken, and in which nobody else has written.
NOBODY = {
    "answered_by": Conversation.AnsweredBy.AGENT,
    "taken_over_at": None,
    "taken_over_by": "",
    "taken_over_how": "",
    "handed_over_why": "",
    "person_wrote_at": None,
    "bot_wrote_at": None,
}


@transaction.atomic
def conversation_resolve(*, conversation: Conversation, at: datetime) -> Conversation:
    """It is done: what is said next begins a new episode. Nothing, when that has begun since, or it was done before."""
    conversation = Conversation.objects.select_for_update().get(pk=conversation.pk)
    began = conversation.episode_began_at
    if conversation.resolved_at or (began and at <= began):
        return conversation
    conversation.resolved_at = at
    conversation.save(update_fields=["resolved_at", "updated_at"])
    conversation_resolved.send(sender=Conversation, conversation_id=conversation.pk)
    return conversation


@transaction.atomic
def episode_go_on(*, conversation: Conversation, at: datetime) -> Conversation:
    """Somebody writes. After a resolving that begins an episode, into which no hand-over or take-over is carried."""
    resolved_at = conversation.resolved_at
    if resolved_at is None or at <= resolved_at - SAME_SECOND:
        return conversation
    was_with_person = conversation.answered_by == Conversation.AnsweredBy.PERSON
    changes = {**NOBODY, "resolved_at": None, "episode_began_at": at}
    for name, value in changes.items():
        setattr(conversation, name, value)
    conversation.save(update_fields=[*changes, "updated_at"])
    if was_with_person:
        conversation_handed_back.send(sender=Conversation, conversation_id=conversation.pk)
    return conversation
