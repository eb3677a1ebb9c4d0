from rest_framework.request import Request
from rest_framework.response import Response

from crm_kommo import selectors, services
from crm_kommo.api.serializers import ConnectionSerializer
from crm_kommo.models import Connection
from tenants.api.views import TenantAPIView
from tenants.models import Role


class ConnectionView(TenantAPIView):
    """GET: how the connection is. Without one, the status is `not_connected`."""

    def get(self, request: Request) -> Response:
        connection = selectors.connection_latest()
        return Response(ConnectionSerializer(connection).data if connection else {"status": "not_connected"})


class DisconnectView(TenantAPIView):
    """POST: end our webhook at Kommo and forget the grant. Done again, it changes nothing.

    `webhook_left_behind`: Kommo could not be asked to remove our webhook, whose address is refused from now on.
    """

    write_role = Role.ADMIN

    def post(self, request: Request) -> Response:
        left_behind = False
        if connection := selectors.connection_current():
            connection = services.connection_disconnect(connection=connection)
            left_behind = connection.webhook_state == Connection.WebhookState.LEFT
        return Response({"status": "disconnected", "webhook_left_behind": left_behind})
