"""What was published of an agent, and what is done with it as a whole."""

from typing import Any

from django.shortcuts import get_object_or_404
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from agents import selectors, services
from agents.api.agent_document import shown
from agents.api.found import agent_found
from agents.models import AgentVersion
from tenants.api.views import TenantAPIView
from tenants.models import Role

PAGE = 50


class NoteSerializer(serializers.Serializer):
    note = serializers.CharField(required=False, allow_blank=True, max_length=300)


class PauseSerializer(serializers.Serializer):
    """null: no longer."""

    until = serializers.DateTimeField(allow_null=True)


class AgentVersions(TenantAPIView):
    """GET /api/agents/{id}/versions: newest first, PAGE at a time; `?before=` goes on below a number."""

    read_role = Role.BUILDER

    def get(self, request: Request, agent_id: int) -> Response:
        agent = agent_found(agent_id)
        published = selectors.versions_published(agent)
        before = request.query_params.get("before", "")
        if before.isdecimal() and len(before) < 10:
            published = published.filter(number__lt=int(before))
        return Response({"results": [_version(one, is_live=one.pk == agent.live_id) for one in published[:PAGE]]})


class AgentVersionRestore(TenantAPIView):
    """POST /api/agents/{id}/versions/{n}/restore: into the draft; nothing is published by it."""

    def post(self, request: Request, agent_id: int, number: int) -> Response:
        agent = agent_found(agent_id)
        version = get_object_or_404(selectors.versions_published(agent), number=number)
        services.version_restore(agent=agent, version=version, author=request.user)
        return Response(shown([agent], draft=True)[0])


class AgentPublish(TenantAPIView):
    """POST /api/agents/{id}/publish {"note"}: the draft becomes the live version; where it is so already, that one."""

    def post(self, request: Request, agent_id: int) -> Response:
        serializer = NoteSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        note = serializer.validated_data.get("note", "")
        version = services.agent_publish(agent=agent_found(agent_id), author=request.user, note=note)
        return Response(_version(version, is_live=True))


class AgentDuplicate(TenantAPIView):
    """POST /api/agents/{id}/duplicate: a new agent with the same draft, off."""

    def post(self, request: Request, agent_id: int) -> Response:
        copy = services.agent_duplicate(agent=agent_found(agent_id), author=request.user)
        return Response(shown([copy], draft=True)[0], status=status.HTTP_201_CREATED)


class AgentPause(TenantAPIView):
    """POST /api/agents/{id}/pause {"until"}: silent until then."""

    def post(self, request: Request, agent_id: int) -> Response:
        serializer = PauseSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        agent = services.agent_pause(agent=agent_found(agent_id), until=serializer.validated_data["until"])
        return Response(shown([agent])[0])


def _version(version: AgentVersion, *, is_live: bool) -> dict[str, Any]:
    return {
        "number": version.number,
        "note": version.note,
        "author": version.author_name,
        "created_at": version.created_at,
        "is_live": is_live,
    }
