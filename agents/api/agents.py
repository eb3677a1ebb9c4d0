from django.db import transaction
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from agents import selectors, services
from agents.api.agent_document import named, read, settings_new, shown
from agents.api.found import agent_found, wants_draft
from tenants.api.views import TenantAPIView
from tenants.models import Role


class AgentList(TenantAPIView):
    """GET /api/agents · POST /api/agents. `?draft=true`: what the drafts say; made so, nothing is published.

    Who may not read settings (below builder) is told which agents there are, and whether they run.
    """

    def get(self, request: Request) -> Response:
        if not Role(request._request.membership.role).includes(Role.BUILDER):
            return Response({"results": named(selectors.agents())})
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

    read_role = Role.BUILDER

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
