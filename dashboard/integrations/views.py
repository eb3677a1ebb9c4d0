from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from agents import services
from agents.models import Agent
from agents.selectors import agents
from dashboard.integrations.entry import Integration
from dashboard.integrations.of_agent import agent_row, agent_rows
from dashboard.integrations.registry import INTEGRATIONS, integration_of
from tenants.models import Role
from tenants.permissions import TenantRequest, tenant_role_required

YES_OR_NO = ("yes", "no")


@require_GET
@tenant_role_required(Role.VIEWER)
def integrations(request: TenantRequest) -> HttpResponse:
    role = Role(request.membership.role)
    rows = [
        {"integration": integration, "state": integration.state(), "may_open": role.includes(integration.least)}
        for integration in INTEGRATIONS
    ]
    return render(request, "dashboard/integrations.html", {"rows": rows})


@require_GET
@tenant_role_required(Role.BUILDER)
def agent_integrations(request: TenantRequest, agent_id: int) -> HttpResponse:
    agent = _agent(agent_id)
    search = request.GET.get("q", "").strip()
    chosen = {name: request.GET.get(name, "") for name in ("installed", "active")}
    filters = {name: value if value in YES_OR_NO else "" for name, value in chosen.items()}
    context = {"agent": agent, "rows": agent_rows(agent, search=search, **filters), "search": search, **filters}
    return render(request, "dashboard/agent_integrations.html", context)


@require_http_methods(["GET", "POST"])
@tenant_role_required(Role.BUILDER)
def agent_integration(request: TenantRequest, agent_id: int, kind: str) -> HttpResponse:
    agent, integration = _agent(agent_id), _integration(kind)
    row = agent_row(agent, integration)
    if request.method == "POST" and row.installed:
        services.integration_set(installed=row.installed, is_active="is_active" in request.POST)
        messages.success(request, _("Saved."))
        return redirect("agent-integration", agent.pk, kind)
    may_open = Role(request.membership.role).includes(integration.least)
    return render(request, "dashboard/agent_integration.html", {"agent": agent, "row": row, "may_open": may_open})


@require_POST
@tenant_role_required(Role.BUILDER)
def agent_integration_install(request: TenantRequest, agent_id: int, kind: str) -> HttpResponse:
    agent, integration = _agent(agent_id), _installable(kind)
    services.integration_install(agent=agent, kind=integration.kind)
    names = {"integration": integration.name, "agent": agent.name}
    messages.success(request, _("%(integration)s is installed for %(agent)s.") % names)
    return redirect("agent-integrations", agent.pk)


@require_POST
@tenant_role_required(Role.BUILDER)
def agent_integration_uninstall(request: TenantRequest, agent_id: int, kind: str) -> HttpResponse:
    agent, integration = _agent(agent_id), _integration(kind)
    services.integration_uninstall(agent=agent, kind=integration.kind)
    names = {"integration": integration.name, "agent": agent.name}
    messages.success(request, _("%(agent)s goes on without %(integration)s.") % names)
    return redirect("agent-integrations", agent.pk)


def _agent(agent_id: int) -> Agent:
    return get_object_or_404(agents(), pk=agent_id)


def _integration(kind: str) -> Integration:
    if integration := integration_of(kind):
        return integration
    raise Http404


def _installable(kind: str) -> Integration:
    integration = _integration(kind)
    if not integration.without:
        raise Http404
    return integration
