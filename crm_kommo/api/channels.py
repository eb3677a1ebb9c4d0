from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from crm_kommo import selectors, services
from crm_kommo.models import Channel
from tenants.api.views import TenantAPIView
from tenants.models import Role


class ChannelSerializer(serializers.ModelSerializer):
    class Meta:
        model = Channel
        fields = ("id", "name", "is_enabled", "origin", "source_id", "source_name", "last_seen_at")
        read_only_fields = ("id", "origin", "source_id", "source_name", "last_seen_at")


class ChannelList(TenantAPIView):
    """GET: the channels that were seen so far; Kommo itself has no list of them."""

    def get(self, request: Request) -> Response:
        return Response({"results": ChannelSerializer(selectors.channels_all(), many=True).data})


class ChannelDetail(TenantAPIView):
    """PATCH: its name, and whether agents may answer in it."""

    write_role = Role.ADMIN

    def patch(self, request: Request, channel_id: int) -> Response:
        channel = get_object_or_404(selectors.channels_all(), pk=channel_id)
        serializer = ChannelSerializer(channel, data=request.data, partial=True)
        serializer.is_valid(raise_exception=True)
        channel = services.channel_update(channel=channel, **serializer.validated_data)
        return Response(ChannelSerializer(channel).data)
