from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from agents import selectors
from agents.overview.coverage_page import coverage_of
from agents.settings.reach import ChosenChannel
from crm_kommo import selectors as crm
from tenants.models import Role
from tenants.permissions import TenantRequest, tenant_role_required


@require_GET
@tenant_role_required(Role.VIEWER)
def agent_coverage(request: TenantRequest) -> HttpResponse:
    """`pipeline`: Kommo's id of the one to show; without it, the first in which an agent works."""
    pipelines = [pipeline for pipeline in crm.pipelines_with_stages() if not pipeline.is_missing]
    workers = selectors.workers(reached=True)
    worked_in = {key for worker in workers for key, chosen in worker.settings.pipelines.items() if chosen.is_active}
    asked = request.GET.get("pipeline", "")
    shown = next((one for one in pipelines if str(one.kommo_id) == asked), None)
    shown = shown or next((one for one in pipelines if one.kommo_id in worked_in), next(iter(pipelines), None))
    channels = {
        ChosenChannel(origin=channel.origin, source_id=channel.source_id): channel.name for channel in crm.channels()
    }
    context = {
        "pipelines": pipelines,
        "worked_in": worked_in,
        "shown": shown,
        "paused": [worker.name for worker in workers if worker.is_paused],
        "coverage": coverage_of(shown, workers, channels, every=_("All channels")) if shown else None,
    }
    return render(request, "agents/coverage.html", context)
