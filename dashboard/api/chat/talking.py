"""POST /api/chat: somebody's program, or a test, says something to an agent and gets its answer."""

import hashlib
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.http import StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from automation.held_here import chat_begin, chat_say
from chat import selectors
from chat.models import Conversation, Message
from dashboard.api.chat.found import sees_settings
from dashboard.api.chat.input import ChatSerializer
from dashboard.live.events import streamed
from dashboard.live.shapes import outcome_shown
from dashboard.live.waiting import decision_awaited, place_to_wait
from tenants.api.views import TenantAPIView
from tenants.errors import Conflict, InvalidInput

Origin = Conversation.Origin


class Chat(TenantAPIView):
    """`key` (or the header Idempotency-Key): sent again with it, nothing is said twice and the answer is the same.

    200 with the answer; 202 with a Location where it takes longer than CHAT_WAIT_SECONDS; with `stream` server-sent
    events: delta, replaced, done, and pending instead of done.
    """

    def post(self, request: Request) -> Response | StreamingHttpResponse:
        sent = ChatSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        given = sent.validated_data
        message = _said(request, given)
        with_settings = sees_settings(request)
        location = f"{request._request.path.rstrip('/')}/messages/{message.pk}"
        if given["stream"]:
            return streamed(message, tenant=request.tenant, location=location, with_settings=with_settings)
        with place_to_wait() as has_place:
            decision = decision_awaited(message, seconds=settings.CHAT_WAIT_SECONDS if has_place else 0.0)
        shown = outcome_shown(message, decision, with_settings=with_settings)
        if decision:
            return Response(shown)
        return Response(shown, status=status.HTTP_202_ACCEPTED, headers={"Location": location, "Retry-After": "1"})


def _said(request: Request, given: dict[str, Any]) -> Message:
    key = _key(request, given)
    if known := _known(key, given):
        return known
    try:
        with transaction.atomic():
            return chat_say(conversation=_conversation(given), texts=[given["text"]], key=key)[0]
    except IntegrityError:
        # The same key was sent twice at once: who came second finds what the first has said.
        if known := _known(key, given):
            return known
        raise


def _known(key: str | None, given: dict[str, Any]) -> Message | None:
    known = selectors.messages_by_external_id([key]).get(key) if key else None
    if known is None:
        return None
    if known.text != given["text"] or given.get("conversation", known.conversation_id) != known.conversation_id:
        raise Conflict(_("This key was sent before with something else. Use a new one."), code="key_used")
    return known


def _conversation(given: dict[str, Any]) -> Conversation:
    if "conversation" not in given:
        return chat_begin(
            origin=Origin.TEST if given["test"] else Origin.API,
            agent_id=given["agent"],
            persona=given["persona"],
            at=given["at"],
            lead_id=None if given["test"] else given["lead_id"],
        )
    conversation = get_object_or_404(Conversation, pk=given["conversation"])
    if conversation.origin not in (Origin.API, Origin.TEST):
        text = _("This conversation is not held over the API: what its customer says comes from where it is held.")
        raise InvalidInput(text, field="conversation", code="held_elsewhere")
    if given.get("agent", conversation.agent_id) != conversation.agent_id:
        text = _("Another agent answers in this conversation. Leave out the agent, or begin a new conversation.")
        raise InvalidInput(text, field="agent", code="other_agent")
    return conversation


def _key(request: Request, given: dict[str, Any]) -> str | None:
    """Of each caller their own."""
    key = given["key"] or request.headers.get("Idempotency-Key", "")
    caller = f"{request.user.pk}:{key}"
    return f"api:{hashlib.sha256(caller.encode()).hexdigest()}" if key else None
