"""What an agent may see and write in the CRM, and the channels in which it answers."""

from rest_framework.request import Request
from rest_framework.response import Response

from agents.api.found import agent_found, settings_shown, wants_draft
from agents.crm_settings import crm_settings, with_channels, with_crm_settings
from agents.services import draft_change, settings_change
from agents.services.versions import Change
from tenants.api.views import TenantAPIView
from tenants.models import Role


class CrmSettings(TenantAPIView):
    """GET, PUT /api/agents/{id}/settings. A PUT publishes at once; with ?draft=true it changes the draft only."""

    read_role = Role.BUILDER

    def get(self, request: Request, agent_id: int) -> Response:
        return Response(crm_settings(settings_shown(request, agent_id)))

    def put(self, request: Request, agent_id: int) -> Response:
        body = request.data
        _change(request, agent_id, lambda settings: with_crm_settings(settings, body))
        return self.get(request, agent_id)


class AgentChannels(TenantAPIView):
    """GET, PUT /api/agents/{id}/channels, as CrmSettings."""

    read_role = Role.BUILDER

    def get(self, request: Request, agent_id: int) -> Response:
        return Response(settings_shown(request, agent_id).channels.model_dump(mode="json"))

    def put(self, request: Request, agent_id: int) -> Response:
        body = request.data
        _change(request, agent_id, lambda settings: with_channels(settings, body))
        return self.get(request, agent_id)


def _change(request: Request, agent_id: int, change: Change) -> None:
    save = draft_change if wants_draft(request) else settings_change
    save(agent=agent_found(agent_id), change=change, author=request.user)
