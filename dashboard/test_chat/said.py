"""What was typed as the customer."""

from collections.abc import Mapping

from automation.held_here import chat_say
from chat.models import Conversation
from dashboard.test_chat.forms import TEXT_MOST

# Of a burst that is pasted.
BURST_MOST = 10


def said_in(conversation: Conversation, posted: Mapping[str, str]) -> None:
    """`text` as one message; with `burst` each line is one. Nothing, where nothing was typed."""
    text = posted.get("text", "").replace("\r\n", "\n").strip()[:TEXT_MOST]
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if lines:
        chat_say(conversation=conversation, texts=lines[:BURST_MOST] if posted.get("burst") else [text])
