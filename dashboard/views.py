from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from chat import selectors as chat
from crm_kommo.synced import vanished_stages
from dashboard.figures import figures
from dashboard.problems import problems
from dashboard.todo import open_points
from tenants.models import Role
from tenants.permissions import TenantRequest, tenant_role_required

PERIOD = timedelta(days=7)
RECENT = 8


@require_GET
@tenant_role_required(Role.VIEWER)
def overview(request: TenantRequest) -> HttpResponse:
    context = {
        "figures": figures(since=timezone.now() - PERIOD),
        "recent": chat.conversations()[:RECENT],
        "problems": problems(Role(request.membership.role)),
        "todo": open_points(),
        "vanished": vanished_stages(),
    }
    return render(request, "dashboard/overview.html", context)
