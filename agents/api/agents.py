from django.shortcuts import get_object_or_404
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from agents import selectors, services
from agents.models import Agent
from tenants.api.views import TenantAPIView


class AgentSerializer(serializers.ModelSerializer):
    class Meta:
        model = Agent
        fields = ["id", "name", "purpose", "instructions", "is_active", "all_channels", "created_at", "updated_at"]
        read_only_fields = ["id", "all_channels", "created_at", "updated_at"]


class AgentList(TenantAPIView):
    """GET /api/agents · POST /api/agents"""

    def get(self, request: Request) -> Response:
        return Response({"results": AgentSerializer(selectors.agents(), many=True).data})

    def post(self, request: Request) -> Response:
        serializer = AgentSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        agent = services.agent_create(**serializer.validated_data)
        return Response(AgentSerializer(agent).data, status=status.HTTP_201_CREATED)


class AgentDetail(TenantAPIView):
    """GET, PATCH, DELETE /api/agents/{id}"""

    def get(self, request: Request, agent_id: int) -> Response:
        return Response(AgentSerializer(_agent(agent_id)).data)

    def patch(self, request: Request, agent_id: int) -> Response:
        agent = _agent(agent_id)
        serializer = AgentSerializer(agent, data=request.data, partial=True)
        serializer.is_valid(raise_exception=True)
        return Response(AgentSerializer(services.agent_update(agent=agent, **serializer.validated_data)).data)

    def delete(self, request: Request, agent_id: int) -> Response:
        services.agent_delete(agent=_agent(agent_id))
        return Response(status=status.HTTP_204_NO_CONTENT)


def _agent(agent_id: int) -> Agent:
    return get_object_or_404(selectors.agents(), pk=agent_id)
