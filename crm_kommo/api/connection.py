from rest_framework.request import Request
from rest_framework.response import Response

from crm_kommo import selectors, services
from crm_kommo.api.serializers import ConnectionSerializer
from tenants.api.views import TenantAPIView
from tenants.models import Role


class ConnectionView(TenantAPIView):
    """GET: how the connection is. Without one, the status is `not_connected`."""

    def get(self, request: Request) -> Response:
        connection = selectors.connection_latest()
        return Response(ConnectionSerializer(connection).data if connection else {"status": "not_connected"})


class DisconnectView(TenantAPIView):
    """POST: end our webhook at Kommo and forget the grant. Done again, it changes nothing."""

    write_role = Role.ADMIN

    def post(self, request: Request) -> Response:
        if connection := selectors.connection_current():
            services.connection_disconnect(connection=connection)
        return Response({"status": "disconnected"})
