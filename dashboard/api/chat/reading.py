"""What was said, decided and thought of it."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from rest_framework.pagination import LimitOffsetPagination
from rest_framework.request import Request
from rest_framework.response import Response

from chat import selectors, services
from chat.models import Conversation, Decision, Message
from dashboard.api.chat.found import conversation_found, message_found, sees_settings
from dashboard.api.chat.input import ConversationFilterSerializer, FeedbackSerializer
from dashboard.live.shapes import (
    conversation_shown,
    decision_shown,
    feedback_shown,
    message_shown,
    outcome_shown,
)
from tenants.api.views import TenantAPIView
from tenants.errors import NotFound
from tenants.models import Role


class Paging(LimitOffsetPagination):
    max_limit = 200


class ConversationList(TenantAPIView):
    """GET /api/chat/conversations?origin=&answered_by=&agent=&lead_id=&since=&q=&limit=&offset=

    Newest first; tests only where origin=test asks for them.
    """

    def get(self, request: Request) -> Response:
        filters = ConversationFilterSerializer(data=request.query_params)
        filters.is_valid(raise_exception=True)
        wanted = filters.validated_data
        found = selectors.conversations(search=wanted["q"], answered_by=wanted["answered_by"], origin=wanted["origin"])
        return _paged(self, request, _narrowed(found, wanted), conversation_shown)


class ConversationDetail(TenantAPIView):
    """GET /api/chat/conversations/{id}"""

    def get(self, request: Request, conversation_id: int) -> Response:
        return Response(conversation_shown(conversation_found(conversation_id)))


class ConversationMessages(TenantAPIView):
    """GET /api/chat/conversations/{id}/messages, oldest first."""

    def get(self, request: Request, conversation_id: int) -> Response:
        said = conversation_found(conversation_id).messages.order_by("said_at", "pk")
        return _paged(self, request, said, message_shown)


class ConversationDecisions(TenantAPIView):
    """GET /api/chat/conversations/{id}/decisions, in the order of the messages that they are about."""

    def get(self, request: Request, conversation_id: int) -> Response:
        conversation = conversation_found(conversation_id)
        decided = Decision.objects.filter(message__conversation=conversation).order_by("message__said_at", "message")
        with_settings = sees_settings(request)
        return _paged(self, request, decided, lambda one: decision_shown(one, with_settings=with_settings))


class MessageDetail(TenantAPIView):
    """GET /api/chat/messages/{id}: what came of a customer's message; POST /api/chat names it to who waits."""

    def get(self, request: Request, message_id: int) -> Response:
        message = message_found(message_id)
        if message.author != Message.Author.CUSTOMER:
            raise NotFound(_("There is no such message of a customer."), code="not_found")
        decision = selectors.decision_about(message.pk)
        return Response(outcome_shown(message, decision, with_settings=sees_settings(request)))


class MessageFeedback(TenantAPIView):
    """POST /api/chat/messages/{id}/feedback: `verdict` up or down, `wanted`: what it should have said."""

    write_role = Role.OPERATOR

    def post(self, request: Request, message_id: int) -> Response:
        sent = FeedbackSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        feedback = services.feedback_give(
            message=message_found(message_id),
            user_id=request.user.pk,
            is_good=sent.validated_data["verdict"] == "up",
            wanted=sent.validated_data["wanted"],
        )
        return Response(feedback_shown(feedback))


def _narrowed(found: QuerySet[Conversation], wanted: dict) -> QuerySet[Conversation]:
    same = {name: wanted[key] for name, key in (("agent_id", "agent"), ("lead_id", "lead_id")) if key in wanted}
    found = found.filter(**same)
    return found.filter(last_message_at__gte=wanted["since"]) if "since" in wanted else found


def _paged(view: TenantAPIView, request: Request, found: QuerySet, show: Callable[[Any], dict[str, Any]]) -> Response:
    paginator = Paging()
    page = paginator.paginate_queryset(found, request, view=view)
    return paginator.get_paginated_response([show(one) for one in page])
