"""An agent's integrations. `integrationId` is the kind: kommo, model, webhook, …"""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from agents import services
from dashboard.api.found import agent_found, integration_found
from dashboard.integrations.of_agent import AgentRow, agent_row, agent_rows
from tenants.api.views import TenantAPIView
from tenants.errors import Conflict
from tenants.models import Role


class ChangeSerializer(serializers.Serializer):
    is_active = serializers.BooleanField()


class AgentIntegrationList(TenantAPIView):
    """GET /api/agents/{id}/integrations: all there are, installed or not."""

    read_role = Role.BUILDER

    def get(self, request: Request, agent_id: int) -> Response:
        return Response({"results": [_shown(row) for row in agent_rows(agent_found(agent_id))]})


class AgentIntegrationDetail(TenantAPIView):
    """GET, PATCH (`is_active`), DELETE (uninstall) /api/agents/{id}/integrations/{integrationId}"""

    read_role = Role.BUILDER

    def get(self, request: Request, agent_id: int, kind: str) -> Response:
        return Response(_shown(agent_row(agent_found(agent_id), integration_found(kind))))

    def patch(self, request: Request, agent_id: int, kind: str) -> Response:
        agent, integration = agent_found(agent_id), integration_found(kind)
        change = ChangeSerializer(data=request.data)
        change.is_valid(raise_exception=True)
        installed = agent_row(agent, integration).installed
        if installed is None:
            raise Conflict(_("It is not installed for this agent. Install it first."), code="not_installed")
        services.integration_set(installed=installed, **change.validated_data)
        return Response(_shown(agent_row(agent_found(agent_id), integration)))

    def delete(self, request: Request, agent_id: int, kind: str) -> Response:
        services.integration_uninstall(agent=agent_found(agent_id), kind=integration_found(kind).kind)
        return Response(status=status.HTTP_204_NO_CONTENT)


class AgentIntegrationInstall(TenantAPIView):
    """POST /api/agents/{id}/integrations/{integrationId}/install. Done again, it changes nothing."""

    def post(self, request: Request, agent_id: int, kind: str) -> Response:
        agent, integration = agent_found(agent_id), integration_found(kind)
        if not integration.without:
            raise Conflict(_("People use it, agents do not: there is nothing to install."), code="not_for_agents")
        services.integration_install(agent=agent, kind=integration.kind)
        return Response(_shown(agent_row(agent_found(agent_id), integration)), status=status.HTTP_201_CREATED)


def _shown(row: AgentRow) -> dict[str, Any]:
    state = row.state
    return {
        "id": row.integration.kind.value,
        "name": str(row.integration.name),
        "installed": row.installed is not None,
        "installed_at": row.installed.created_at if row.installed else None,
        "is_active": bool(row.installed and row.installed.is_active),
        "works": row.is_active,
        "status": state.health.name.lower(),
        "status_text": str(state.health.label),
        "detail": state.detail,
        "last_event_at": state.last_event_at,
        "last_call_at": state.last_call_at,
        "token_expires_at": state.token_expires_at,
        "error_rate": state.error_rate,
        "synced_at": state.synced_at,
    }
