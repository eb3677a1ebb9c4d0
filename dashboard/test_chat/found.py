"""What an address of the test chat means."""

from django.shortcuts import get_object_or_404

from agents import selectors as agent_selectors
from agents.models import Agent
from chat.models import Conversation


def test_found(conversation_id: int) -> Conversation:
    return get_object_or_404(Conversation, pk=conversation_id, origin=Conversation.Origin.TEST)


def agent_of(conversation: Conversation) -> Agent | None:
    """None for one that was deleted since."""
    return agent_selectors.agents().filter(pk=conversation.agent_id).first()
