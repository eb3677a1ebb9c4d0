"""Somebody says something in a conversation that is held here, or its clock is moved."""

from collections.abc import Sequence
from datetime import timedelta
from math import ceil

from django.db import transaction
from django.utils import timezone

from agents.opening import next_opening
from agents.settings.hours import Hours
from agents.verdicts import Reason
from automation.held_here.held import Held, held_of
from automation.held_here.owing import answer_owe
from automation.rhythm import quiet_at, wait_of
from chat import selectors as chat_selectors
from chat import services as chat
from chat.models import Conversation, Message
from tenants.jobs import Merge

FRIDAY = 4


@transaction.atomic
def chat_say(*, conversation: Conversation, texts: Sequence[str], key: str | None = None) -> list[Message]:
    """The customer says this, several messages at once as a burst, and an answer is owed.

    `key`: of the first of them; said again with it, nothing is said twice.
    """
    held = held_of(Conversation.objects.select_for_update().get(pk=conversation.pk))
    said = [
        chat.message_say(conversation=held.conversation, text=text, at=held.now(), key=None if number else key)
        for number, text in enumerate(texts)
    ]
    _owe(held)
    return said


@transaction.atomic
def chat_person_say(*, conversation: Conversation, text: str, author_name: str) -> Message:
    """A colleague says this; what the agent has not said yet, it may have to keep to itself."""
    held = held_of(Conversation.objects.select_for_update().get(pk=conversation.pk))
    at = held.now()
    message = chat.person_say(conversation=held.conversation, text=text, author_name=author_name, at=at)
    chat.conversation_person_wrote(conversation=held.conversation, person_name=author_name, said_at=at)
    return message


def chat_hand_back(*, conversation: Conversation) -> Conversation:
    """The agent answers again, by the conversation's clock from now on."""
    return chat.conversation_hand_back(conversation=conversation, at=held_of(conversation).now())


@transaction.atomic
def chat_travel(*, conversation: Conversation, hours: int | None) -> Conversation:
    """A test's clock is set forward: by so many hours, or (None) to when the agent's next working day begins.

    Whole seconds, rounded up: half a second before the opening is before it.
    """
    held = held_of(Conversation.objects.select_for_update().get(pk=conversation.pk))
    ahead = timedelta(hours=hours) if hours is not None else _until_next_workday(held)
    persona = {**conversation.persona, "ahead_seconds": ceil((held.persona.ahead + ahead).total_seconds())}
    moved = chat.conversation_persona_set(conversation=held.conversation, persona=persona)
    if chat_selectors.undecided(moved):
        answer_owe(moved.pk, at=timezone.now(), merge=Merge.REPLACE)
    return moved


@transaction.atomic
def chat_answer_anew(*, conversation: Conversation) -> bool:
    """A test's last answer is taken back and made anew. False: there is none."""
    locked = Conversation.objects.select_for_update().get(pk=conversation.pk)
    messages = chat.answer_take_back(conversation=locked, reason=Reason.MADE_ANEW)
    if messages:
        answer_owe(locked.pk, at=timezone.now())
    return bool(messages)


def _owe(held: Held) -> None:
    """On a site the customer may go on writing, as in a messenger; a test or a program has said all at once."""
    waiting, now = chat_selectors.undecided(held.conversation), timezone.now()
    if not waiting:
        return
    is_site = held.conversation.origin == Conversation.Origin.WIDGET
    wait = wait_of(held.scope.settings.rhythm) if is_site and held.scope else 0
    first = min(message.created_at for message in waiting)
    due_at = max(quiet_at(first=first, last=now, wait_seconds=wait), now)
    answer_owe(held.conversation.pk, at=due_at, merge=Merge.REPLACE)


def _until_next_workday(held: Held) -> timedelta:
    """Without working hours: nine in the morning of the next weekday."""
    hours = held.scope.settings.hours if held.scope else Hours()
    now = held.now()
    local = timezone.localtime(now)
    midnight = (local + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    if hours.is_on and (opens := next_opening(hours, midnight)):
        return opens - now
    while midnight.weekday() > FRIDAY:
        midnight += timedelta(days=1)
    return midnight.replace(hour=9) - now
