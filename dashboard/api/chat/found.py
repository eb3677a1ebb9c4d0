"""What an address of the chat API means, and what its caller may see."""

from django.shortcuts import get_object_or_404
from rest_framework.request import Request

from chat.models import Conversation, Message
from tenants.models import Role


def conversation_found(conversation_id: int) -> Conversation:
    return get_object_or_404(Conversation, pk=conversation_id)


def message_found(message_id: int) -> Message:
    return get_object_or_404(Message.objects.select_related("conversation"), pk=message_id)


def sees_settings(request: Request) -> bool:
    """A prompt tells an agent's settings, which are read from builder on."""
    return Role(request._request.membership.role).includes(Role.BUILDER)
