from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.pagination import LimitOffsetPagination
from rest_framework.request import Request
from rest_framework.response import Response

from crm_kommo import selectors, services
from crm_kommo.families import FAMILIES
from crm_kommo.models import Delivery
from tenants.api.views import TenantAPIView
from tenants.errors import NotFound


class DeliverySerializer(serializers.ModelSerializer):
    """What came and what became of it; the body, which holds what customers wrote, is on the page only."""

    state_text = serializers.CharField(source="get_state_display")

    class Meta:
        model = Delivery
        fields = ("id", "state", "state_text", "error", "received_at", "processed_at", "repeats", "size", "events")


class DeliveryFilterSerializer(serializers.Serializer):
    family = serializers.ChoiceField(choices=sorted(FAMILIES), required=False)
    state = serializers.ChoiceField(choices=Delivery.State.choices, required=False)
    entity_id = serializers.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    since = serializers.DateTimeField(required=False)


class DeliveryPagination(LimitOffsetPagination):
    default_limit = 50
    max_limit = 200


class DeliveriesView(TenantAPIView):
    """GET /api/integrations/kommo/deliveries?family=&state=&entity_id=&since=&limit=&offset="""

    def get(self, request: Request) -> Response:
        filters = DeliveryFilterSerializer(data=request.query_params)
        filters.is_valid(raise_exception=True)
        pages = DeliveryPagination()
        page = pages.paginate_queryset(selectors.deliveries(**filters.validated_data), request)
        return pages.get_paginated_response(DeliverySerializer(page, many=True).data)


class DeliveryReplayView(TenantAPIView):
    """POST: process it once more (202)."""

    def post(self, request: Request, delivery_id: int) -> Response:
        delivery = selectors.delivery(delivery_id)
        if delivery is None:
            raise NotFound(_("There is no such delivery."), code="not_found")
        return Response(DeliverySerializer(services.delivery_replay(delivery=delivery)).data, status=202)
