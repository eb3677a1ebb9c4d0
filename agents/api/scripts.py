from typing import Any

from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from agents.api.found import agent_found, wants_draft
from agents.faults import SettingsInvalid, fault
from agents.services.scripts import script_add, script_change, script_delete, script_of, scripts_of
from agents.settings.scripts import Script
from tenants.api.views import TenantAPIView
from tenants.models import Role


class AgentScripts(TenantAPIView):
    """GET, POST /api/agents/{id}/scripts: what is live; `?draft=true` reads and writes the draft alone."""

    read_role = Role.BUILDER

    def get(self, request: Request, agent_id: int) -> Response:
        scripts = scripts_of(agent_found(agent_id), draft=wants_draft(request))
        return Response({"results": [_shown(script) for script in scripts]})

    def post(self, request: Request, agent_id: int) -> Response:
        """Publishes a version at once, unless it is for the draft. The id is given here."""
        script = script_add(
            agent=agent_found(agent_id), fields=_fields(request), author=request.user, draft=wants_draft(request)
        )
        return Response(_shown(script), status=status.HTTP_201_CREATED)


class AgentScript(TenantAPIView):
    """GET, PATCH, DELETE /api/agents/{id}/scripts/{script id}; lists are replaced whole."""

    read_role = Role.BUILDER

    def get(self, request: Request, agent_id: int, script_id: int) -> Response:
        return Response(_shown(script_of(agent_found(agent_id), script_id, draft=wants_draft(request))))

    def patch(self, request: Request, agent_id: int, script_id: int) -> Response:
        script = script_change(
            agent=agent_found(agent_id),
            script_id=script_id,
            patch=_fields(request),
            author=request.user,
            draft=wants_draft(request),
        )
        return Response(_shown(script))

    def delete(self, request: Request, agent_id: int, script_id: int) -> Response:
        script_delete(agent=agent_found(agent_id), script_id=script_id, author=request.user, draft=wants_draft(request))
        return Response(status=status.HTTP_204_NO_CONTENT)


def _fields(request: Request) -> dict[str, Any]:
    """An id may be sent along as it was read; it changes nothing."""
    if not isinstance(request.data, dict):
        raise SettingsInvalid([fault("", "dict_type")])
    return {name: value for name, value in request.data.items() if name != "id"}


def _shown(script: Script) -> dict[str, Any]:
    return script.model_dump(mode="json")
