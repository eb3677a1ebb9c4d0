from django.shortcuts import get_object_or_404
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from automation.models import OutgoingDelivery, OutgoingEndpoint
from automation.outgoing import endpoints, selectors
from automation.outgoing.deliveries import delivery_resend
from tenants.api.views import TenantAPIView
from tenants.models import Role

NEWEST = 100


class EndpointSerializer(serializers.ModelSerializer):
    """Without its secret, which is in the answer to its making only."""

    events = serializers.ListField(child=serializers.CharField(max_length=40))

    class Meta:
        model = OutgoingEndpoint
        fields = [
            "id", "name", "url", "events", "is_active", "paused_by_us_at", "failures_in_row", "last_success_at",
            "last_error", "created_at",
        ]  # fmt: skip
        read_only_fields = ["paused_by_us_at", "failures_in_row", "last_success_at", "last_error", "created_at"]


class DeliverySerializer(serializers.ModelSerializer):
    class Meta:
        model = OutgoingDelivery
        fields = ["id", "uid", "event", "state", "attempts", "answer", "due_at", "created_at", "ended_at", "body"]


class AdminView(TenantAPIView):
    read_role = write_role = Role.ADMIN


class EndpointList(AdminView):
    """GET, POST /api/webhooks. The answer to POST holds `secret`, this once."""

    def get(self, request: Request) -> Response:
        return Response({"results": EndpointSerializer(selectors.endpoints(), many=True).data})

    def post(self, request: Request) -> Response:
        serializer = EndpointSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        wanted = {name: serializer.validated_data[name] for name in ("name", "url", "events")}
        endpoint, secret = endpoints.endpoint_create(**wanted)
        return Response({**EndpointSerializer(endpoint).data, "secret": secret}, status=status.HTTP_201_CREATED)


class EndpointDetail(AdminView):
    """GET, PATCH, DELETE /api/webhooks/{id}"""

    def get(self, request: Request, endpoint_id: int) -> Response:
        return Response(EndpointSerializer(_endpoint(endpoint_id)).data)

    def patch(self, request: Request, endpoint_id: int) -> Response:
        endpoint = _endpoint(endpoint_id)
        serializer = EndpointSerializer(endpoint, data=request.data, partial=True)
        serializer.is_valid(raise_exception=True)
        before = {name: getattr(endpoint, name) for name in ("name", "url", "events", "is_active")}
        endpoint = endpoints.endpoint_update(endpoint=endpoint, **{**before, **serializer.validated_data})
        return Response(EndpointSerializer(endpoint).data)

    def delete(self, request: Request, endpoint_id: int) -> Response:
        endpoints.endpoint_delete(endpoint=_endpoint(endpoint_id))
        return Response(status=status.HTTP_204_NO_CONTENT)


class EndpointSecret(AdminView):
    """POST /api/webhooks/{id}/secret: a new one; the old one signs too for a day."""

    def post(self, request: Request, endpoint_id: int) -> Response:
        return Response({"secret": endpoints.endpoint_rotate(endpoint=_endpoint(endpoint_id))})


class EndpointTest(AdminView):
    """POST /api/webhooks/{id}/test: 202 with the delivery that is on its way."""

    def post(self, request: Request, endpoint_id: int) -> Response:
        delivery = endpoints.endpoint_test(endpoint=_endpoint(endpoint_id))
        return Response(DeliverySerializer(delivery).data, status=status.HTTP_202_ACCEPTED)


class DeliveryList(AdminView):
    """GET /api/webhooks/{id}/deliveries: the newest hundred; `?state=` narrows them."""

    def get(self, request: Request, endpoint_id: int) -> Response:
        state = request.query_params.get("state", "")
        found = selectors.deliveries(endpoint=_endpoint(endpoint_id), state=state)
        return Response({"results": DeliverySerializer(found[:NEWEST], many=True).data})


class DeliveryResend(AdminView):
    """POST /api/webhooks/{id}/deliveries/{delivery}/resend: 202; 409 while it waits anyway."""

    def post(self, request: Request, endpoint_id: int, delivery_id: int) -> Response:
        delivery = get_object_or_404(OutgoingDelivery, endpoint_id=endpoint_id, pk=delivery_id)
        return Response(DeliverySerializer(delivery_resend(delivery=delivery)).data, status=status.HTTP_202_ACCEPTED)


def _endpoint(endpoint_id: int) -> OutgoingEndpoint:
    return get_object_or_404(selectors.endpoints(), pk=endpoint_id)
