"""Reading the set-up that an agent's integration holds. The runs are the workspace's: all its agents share them."""

from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.parsers import FormParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from crm_kommo import selectors
from crm_kommo import services as crm
from crm_kommo.api.serializers import SyncRunSerializer
from crm_kommo.api.sync import accepted
from crm_kommo.models import SyncRun
from dashboard.api.found import agent_found, integration_found
from dashboard.integrations.kommo import KOMMO
from tenants.api.parsers import JSONParser
from tenants.api.views import TenantAPIView
from tenants.errors import Conflict, NotFound


class SyncSerializer(serializers.Serializer):
    what = serializers.ChoiceField(choices=SyncRun.What.values, default=SyncRun.What.ALL)


class AgentIntegrationSync(TenantAPIView):
    """/api/agents/{id}/integrations/{integrationId}/sync. POST: begin a sync, or join the one under way (202).
    GET: the newest one. Here the id of the Kommo connection is taken as well as the kind.
    """

    # No body is needed, and clients that send none name all kinds of types for it.
    parser_classes = (JSONParser, FormParser, MultiPartParser)

    def get(self, request: Request, agent_id: int, kind: str) -> Response:
        _check(agent_id, kind)
        run = selectors.sync_runs_all().first()
        if run is None:
            raise NotFound(_("There is no such sync."), code="not_found")
        return Response(SyncRunSerializer(run).data)

    def post(self, request: Request, agent_id: int, kind: str) -> Response:
        _check(agent_id, kind)
        serializer = SyncSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        what = serializer.validated_data["what"]
        return accepted(crm.sync_start(what=what, user=request.user, trigger=SyncRun.Trigger.API))


def _check(agent_id: int, kind: str) -> None:
    agent_found(agent_id)
    connection = selectors.connection_latest()
    is_its_id = connection is not None and kind == str(connection.pk)
    integration = KOMMO if is_its_id else integration_found(kind)
    if not integration.can_sync:
        raise Conflict(_("Only Kommo can be synced."), code="nothing_to_sync")
