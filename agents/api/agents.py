from django.db import transaction
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from agents import selectors, services
from agents.api.agent_document import read, settings_new, shown
from agents.api.found import agent_found, wants_draft
from tenants.api.views import TenantAPIView


class AgentList(TenantAPIView):
    """GET /api/agents · POST /api/agents. `?draft=true`: what the drafts say; made so, nothing is published."""

    def get(self, request: Request) -> Response:
        return Response({"results": shown(selectors.agents(), draft=wants_draft(request))})

    @transaction.atomic
    def post(self, request: Request) -> Response:
        """A name is needed; all else has its default."""
        written, draft = read(request.data), wants_draft(request)
        settings = settings_new(request.data)
        agent = services.agent_create(settings=settings, author=request.user, publish=not draft)
        services.agent_apply(agent=agent, change=None, running=written.running, author=request.user)
        return Response(shown([agent], draft=draft)[0], status=status.HTTP_201_CREATED)


class AgentDetail(TenantAPIView):
    """GET, PATCH, DELETE /api/agents/{id}. `?draft=true` reads and writes the draft alone."""

    def get(self, request: Request, agent_id: int) -> Response:
        return Response(shown([agent_found(agent_id)], draft=wants_draft(request))[0])

    def patch(self, request: Request, agent_id: int) -> Response:
        """Publishes a version at once, unless it is for the draft."""
        written, draft = read(request.data), wants_draft(request)
        services.agent_apply(
            agent=agent_found(agent_id),
            change=written.change,
            running=written.running,
            author=request.user,
            draft_only=draft,
        )
        return Response(shown([agent_found(agent_id)], draft=draft)[0])

    def delete(self, request: Request, agent_id: int) -> Response:
        services.agent_delete(agent=agent_found(agent_id))
        return Response(status=status.HTTP_204_NO_CONTENT)
