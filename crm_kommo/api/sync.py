from django.urls import reverse
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response

from crm_kommo import selectors, services
from crm_kommo.api.serializers import SyncRunSerializer
from crm_kommo.models import SyncRun
from tenants.api.views import TenantAPIView
from tenants.errors import NotFound


class SyncView(TenantAPIView):
    """POST: begin a sync, or join the one under way (202). GET: the newest one."""

    def get(self, request: Request, what: str) -> Response:
        _check_kind(what)
        return Response(SyncRunSerializer(_found(selectors.sync_runs(what=what).first())).data)

    def post(self, request: Request, what: str) -> Response:
        _check_kind(what)
        run = services.sync_start(what=what, user=request.user, trigger=SyncRun.Trigger.API)
        return accepted(run)


class SyncRunView(TenantAPIView):
    """GET: one run, with what it has done so far."""

    def get(self, request: Request, run_id: int) -> Response:
        return Response(SyncRunSerializer(_found(selectors.sync_run(run_id))).data)


class SyncCancelView(TenantAPIView):
    """POST: end a run; what it has read stays. One that is over is answered as it is."""

    def post(self, request: Request, run_id: int) -> Response:
        run = services.sync_cancel(run=_found(selectors.sync_run(run_id)))
        return Response(SyncRunSerializer(run).data)


def accepted(run: SyncRun) -> Response:
    """202: the run is owed, and can be watched at its address."""
    location = reverse("api-kommo-sync-run", args=[run.pk])
    return Response(SyncRunSerializer(run).data, status=202, headers={"Location": location})


def _check_kind(what: str) -> None:
    if what not in SyncRun.What.values:
        message = _("There is no such sync; there are %(kinds)s.") % {"kinds": ", ".join(SyncRun.What.values)}
        raise NotFound(message, code="not_found")


def _found(run: SyncRun | None) -> SyncRun:
    if run is None:
        raise NotFound(_("There is no such sync."), code="not_found")
    return run
