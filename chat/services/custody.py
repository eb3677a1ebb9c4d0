"""Who has a conversation: the agent, or a person."""

from datetime import datetime

from django.db import transaction

from chat.models import Conversation, Message
from chat.services.episodes import NOBODY, episode_go_on
from chat.services.replies import reply_drop
from chat.signals import conversation_handed_back, conversation_taken_over

Custody = Conversation.TakenOver


@transaction.atomic
def conversation_take_over(*, conversation: Conversation, person_name: str, at: datetime, reason: str) -> Conversation:
    """A person takes it: replies not yet on their way are dropped for `reason`, the agents are silent."""
    conversation = _give(conversation, person_name=person_name, at=at, how=Custody.PRESSED)
    for reply in conversation.messages.filter(state=Message.State.QUEUED):
        reply_drop(reply=reply, reason=reason)
    return conversation


@transaction.atomic
def conversation_person_wrote(*, conversation: Conversation, person_name: str, said_at: datetime) -> Conversation:
    """A person answers in the chat. Whether that silences an agent is a setting of the agent."""
    conversation = episode_go_on(conversation=_lock(conversation), at=said_at)
    last = max(said_at, conversation.person_wrote_at or said_at)
    # Who took it over, or was given it, has it for that reason still, when they write.
    how = conversation.taken_over_how or Custody.WROTE
    at = conversation.taken_over_at or said_at
    return _give(conversation, person_name=person_name, at=at, how=how, person_wrote_at=last)


@transaction.atomic
def conversation_hand_over(*, conversation: Conversation, person_name: str, at: datetime, why: str) -> Conversation:
    """An agent gives it to a person, whose name may be unknown; what the agent has yet to say is still said."""
    return _give(conversation, person_name=person_name, at=at, how=Custody.HANDED, handed_over_why=why)


@transaction.atomic
def conversation_hand_back(*, conversation: Conversation, at: datetime) -> Conversation:
    """Let the agent answer again, from the customer's next message on, as if nobody else had written."""
    conversation = _lock(conversation)
    _change(conversation, handed_back_at=at, **NOBODY)
    conversation_handed_back.send(sender=Conversation, conversation_id=conversation.pk)
    return conversation


def conversation_bot_wrote(*, conversation: Conversation, said_at: datetime) -> None:
    """A bot of Kommo wrote something that is no answer of ours."""
    conversation.bot_wrote_at = max(said_at, conversation.bot_wrote_at or said_at)
    conversation.save(update_fields=["bot_wrote_at", "updated_at"])


def conversation_wait(*, conversation: Conversation, until: datetime | None) -> None:
    """What waits for an answer is answered when the agent works again; None: nothing waits for that."""
    if conversation.waits_until != until:
        Conversation.objects.filter(pk=conversation.pk).update(waits_until=until)


def _lock(conversation: Conversation) -> Conversation:
    return Conversation.objects.select_for_update().get(pk=conversation.pk)


def _give(conversation: Conversation, *, person_name: str, at: datetime, how: Custody, **more: object) -> Conversation:
    conversation = _lock(conversation)
    was_with_person = conversation.answered_by == Conversation.AnsweredBy.PERSON
    given = {"taken_over_at": at, "taken_over_by": person_name, "taken_over_how": how}
    _change(conversation, answered_by=Conversation.AnsweredBy.PERSON, **given, **more)
    if not was_with_person:
        conversation_taken_over.send(sender=Conversation, conversation_id=conversation.pk)
    return conversation


def _change(conversation: Conversation, **changes: object) -> None:
    for name, value in changes.items():
        setattr(conversation, name, value)
    conversation.save(update_fields=[*changes, "updated_at"])
