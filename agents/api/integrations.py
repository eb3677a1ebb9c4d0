from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.parsers import FormParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from agents import selectors
from crm_kommo import selectors as crm_selectors
from crm_kommo import services as crm
from crm_kommo.api.serializers import SyncRunSerializer
from crm_kommo.api.sync import accepted
from crm_kommo.models import SyncRun
from tenants.api.parsers import JSONParser
from tenants.api.views import TenantAPIView
from tenants.errors import Conflict, NotFound

KOMMO = "kommo"
WITHOUT_SYNC = ("email", "webhook", "model")


class SyncSerializer(serializers.Serializer):
    what = serializers.ChoiceField(choices=SyncRun.What.values, default=SyncRun.What.ALL)


class IntegrationSync(TenantAPIView):
    """POST: begin a sync of an agent's integration, or join the one under way (202). GET: the newest one."""

    # No body is needed, and clients that send none name all kinds of types for it.
    parser_classes = (JSONParser, FormParser, MultiPartParser)

    def get(self, request: Request, agent_id: int, integration_id: str) -> Response:
        _check(agent_id, integration_id)
        run = crm_selectors.sync_runs_all().first()
        if run is None:
            raise NotFound(_("There is no such sync."), code="not_found")
        return Response(SyncRunSerializer(run).data)

    def post(self, request: Request, agent_id: int, integration_id: str) -> Response:
        _check(agent_id, integration_id)
        serializer = SyncSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        what = serializer.validated_data["what"]
        return accepted(crm.sync_start(what=what, user=request.user, trigger=SyncRun.Trigger.API))


def _check(agent_id: int, integration_id: str) -> None:
    """`integration_id`: the kind of an integration, or the id of the Kommo connection."""
    get_object_or_404(selectors.agents(), pk=agent_id)
    if integration_id in WITHOUT_SYNC:
        raise Conflict(_("Only Kommo can be synced."), code="nothing_to_sync")
    connection = crm_selectors.connection_latest()
    if integration_id != KOMMO and (connection is None or integration_id != str(connection.pk)):
        raise NotFound(_("There is no such integration."), code="not_found")
