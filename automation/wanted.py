"""Whether an answer in the making is still wanted: asked again and again, while models and tools take their time."""

from collections.abc import Callable, Iterable

from django.utils import timezone

from agents.settings.conduct import Takeover
from automation.custody import why_given_way
from chat import selectors as chat_selectors
from chat.models import Conversation, Message

# A customer who writes while we think is answered together with that, but only so often: then what is ready goes out.
RESTARTS_MOST = 1


def still_wanted(
    conversation: Conversation, messages: Iterable[Message], takeover: Takeover, *, restarts: int
) -> Callable[[], bool]:
    """The question, for an answer to these messages by an agent that gives way by this rule."""
    newest = max(message.pk for message in messages)

    def ask() -> bool:
        now = Conversation.objects.get(pk=conversation.pk)
        if why_given_way(now, takeover, timezone.now()):
            return False
        may_restart = restarts < RESTARTS_MOST
        return not (may_restart and (chat_selectors.newest_customer_message_id(now.pk) or 0) > newest)

    return ask
