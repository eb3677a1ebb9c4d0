from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from agents import selectors, services
from agents.as_in_kommo import as_in_kommo
from agents.settings import AgentSettings
from tenants.models import Role
from tenants.permissions import TenantRequest, tenant_role_required


@require_GET
@tenant_role_required(Role.VIEWER)
def agent_list(request: TenantRequest) -> HttpResponse:
    return render(request, "agents/list.html", {"agents": as_in_kommo(selectors.agents())})


@require_http_methods(["GET", "POST"])
@tenant_role_required(Role.BUILDER)
def agent_new(request: TenantRequest) -> HttpResponse:
    if request.method == "POST" and (name := request.POST.get("name", "").strip()):
        agent = services.agent_create(settings=AgentSettings(name=name[:60]), author=request.user)
        messages.success(request, _("%(agent)s is here. Now choose where it works.") % {"agent": agent.name})
        return redirect("agent-pipelines", agent.pk)
    return render(request, "agents/new.html", {})


@require_POST
@tenant_role_required(Role.BUILDER)
def agent_delete(request: TenantRequest, agent_id: int) -> HttpResponse:
    agent = get_object_or_404(selectors.agents(), pk=agent_id)
    services.agent_delete(agent=agent)
    messages.success(request, _("%(agent)s is deleted.") % {"agent": agent.name})
    return redirect("agents")
