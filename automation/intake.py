"""A stored delivery of Kommo becomes what it means here. All of it commits together, or none of it does."""

from dataclasses import asdict
from datetime import datetime

import structlog

from automation.outgoing.facts import stage_tell
from automation.turns import turn_open
from chat import selectors as chat_selectors
from chat import services as chat
from chat.models import Conversation, Message
from crm_kommo import selectors as crm_selectors
from crm_kommo import services as crm
from crm_kommo.mirror import Effect
from crm_kommo.models import Delivery
from crm_kommo.payloads.events import AuthorKind, ContactDeleted, Event, MessageReceived, MessageSent, TalkChanged
from crm_kommo.payloads.parse import parse

log = structlog.get_logger(__name__)


def delivery_process(*, delivery_id: int, repeated_at: datetime | None, now: datetime) -> None:
    """Parse a delivery, bring the mirror up to date, keep what was said, open a turn for a customer's message.

    Called inside a transaction. `repeated_at`: when the same body came again; unless that was much later, it only makes
    the mirror doubt what carries no time.
    """
    delivery = crm.delivery_open(delivery_id=delivery_id)
    if delivery is None:
        return
    events = parse(bytes(delivery.body))
    is_repeat = delivery.state != Delivery.State.STORED
    if is_repeat and not (repeated_at and crm.delivery_repeated(delivery=delivery, at=repeated_at)):
        crm.mirror_recheck(events=events, delivery=delivery)
        return
    effects = [_act_on(effect, now) for effect in crm.mirror_apply(events=events, delivery=delivery)]
    crm.delivery_finish(delivery=delivery, events=events, effects=effects)


def _act_on(effect: Effect, now: datetime) -> Effect:
    """What is news has its consequences here; a message that was not known before is marked as such."""
    if not effect.is_news:
        return effect
    if effect.has_moved:
        stage_tell(event=effect.event)
    return effect.of_new_message() if event_understand(effect.event, now) else effect


def widget_process(*, request_id: int, now: datetime) -> None:
    """A bot waits to be told what to say: keep what the customer wrote to it, and open a turn.

    Where the hook about that message was first, its turn is under way already and will find the waiting bot.
    Called inside a transaction. Processing it again does nothing.
    """
    request = crm.widget_take(request_id=request_id)
    if request is None:
        return
    talk = crm_selectors.talk_of_lead(request.lead_id)
    conversation = chat.conversation_of_lead(
        lead_id=request.lead_id,
        talk_id=talk.kommo_id if talk else None,
        at=request.received_at,
        channel=talk.origin if talk else "",
        contact_name=request.contact_name,
    )
    message = chat.bot_message_receive(
        conversation=conversation,
        text=request.text,
        author_name=request.contact_name,
        said_at=request.received_at,
    )
    if message is not None:
        turn_open(conversation=conversation, now=now)


def event_understand(event: Event, now: datetime) -> bool:
    """What an event means here, besides what it does to the mirror. Called inside a transaction.

    True for a message that was not known before.
    """
    if isinstance(event, MessageReceived):
        return _customer_wrote(event, now)
    if isinstance(event, MessageSent):
        return _our_side_wrote(event, now)
    if isinstance(event, TalkChanged) and event.is_in_work is False:
        _talk_was_closed(event, now)
    if isinstance(event, ContactDeleted):
        chat.memory_erase(contact_id=event.contact_id)
    return False


def _customer_wrote(event: MessageReceived, now: datetime) -> bool:
    said_at = event.created_at or now
    conversation = _conversation_of(event, said_at, contact_name=event.author_name)
    if conversation is None:
        return False
    message = chat.message_receive(
        conversation=conversation,
        external_id=event.message_id,
        text=event.text,
        author_name=event.author_name,
        attachment=asdict(event.attachment) if event.attachment else {},
        said_at=said_at,
    )
    if message is not None:
        turn_open(conversation=message.conversation, now=now)
    return message is not None


def _our_side_wrote(event: MessageSent, now: datetime) -> bool:
    said_at = event.created_at or now
    by_person = event.author_kind == AuthorKind.INTERNAL
    conversation = _conversation_of(event, said_at)
    if conversation is None:
        return False
    crm.bot_reply_echoed(lead_id=conversation.lead_id, text=event.text)
    noted = chat.outgoing_note(
        conversation=conversation,
        external_id=event.message_id,
        text=event.text,
        author=Message.Author.PERSON if by_person else Message.Author.BOT,
        author_name=event.author_name,
        said_at=said_at,
    )
    if noted is not None and by_person:
        chat.conversation_person_wrote(conversation=conversation, person_name=event.author_name, said_at=said_at)
    elif noted is not None:
        chat.conversation_bot_wrote(conversation=conversation, said_at=said_at)
    return noted is not None


def _talk_was_closed(event: TalkChanged, now: datetime) -> None:
    conversation = chat_selectors.conversation_of_talk(event.talk_id)
    if conversation is not None:
        chat.conversation_resolve(conversation=conversation, at=event.updated_at or now)


def _conversation_of(event: MessageReceived | MessageSent, at: datetime, **facts: str) -> Conversation | None:
    if event.talk_id is None and not event.chat_id:
        log.warning("message_of_nobody", message_id=event.message_id)
    return chat.conversation_ensure(
        talk_id=event.talk_id,
        chat_id=event.chat_id,
        at=at,
        lead_id=event.lead_id,
        contact_id=event.contact_id,
        channel=event.origin,
        source_id=event.source_id,
        **facts,
    )
