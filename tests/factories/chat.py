import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from agents.verdicts import Reason
from chat.models import Conversation, Decision, Message


class ConversationFactory(DjangoModelFactory):
    class Meta:
        model = Conversation

    talk_id = factory.Sequence(lambda n: 66_000 + n)
    chat_id = factory.Sequence(lambda n: f"chat-{n}")
    contact_name = factory.Sequence(lambda n: f"Customer {n}")
    channel = "waba"
    last_message_at = factory.LazyFunction(timezone.now)


class MessageFactory(DjangoModelFactory):
    """A customer's message, unless said otherwise."""

    class Meta:
        model = Message

    conversation = factory.SubFactory(ConversationFactory)
    external_id = factory.Sequence(lambda n: f"message-{n}")
    author = Message.Author.CUSTOMER
    text = "How much is delivery?"
    said_at = factory.LazyFunction(timezone.now)


class DecisionFactory(DjangoModelFactory):
    """Silence for a stage that is off, unless said otherwise."""

    class Meta:
        model = Decision

    message = factory.SubFactory(MessageFactory)
    reason = Reason.STAGE_OFF
