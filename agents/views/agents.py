from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from agents import selectors, services
from agents.as_in_kommo import as_in_kommo
from agents.forms import AgentForm
from agents.pipelines_form import pipeline_choices, pipeline_rows
from crm_kommo import selectors as crm
from crm_kommo.sync_bar import sync_state
from tenants.errors import InvalidInput
from tenants.models import Role
from tenants.permissions import TenantRequest, tenant_role_required


@require_GET
@tenant_role_required(Role.VIEWER)
def agent_list(request: TenantRequest) -> HttpResponse:
    return render(request, "agents/list.html", {"agents": as_in_kommo(selectors.agents())})


@require_http_methods(["GET", "POST"])
@tenant_role_required(Role.BUILDER)
def agent_new(request: TenantRequest) -> HttpResponse:
    form = AgentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        agent = services.agent_create(**form.cleaned_data)
        messages.success(request, _("%(agent)s is here. Now choose where it works.") % {"agent": agent.name})
        return redirect("agent-pipelines", agent.pk)
    return render(request, "agents/basics.html", {"form": form})


@require_http_methods(["GET", "POST"])
@tenant_role_required(Role.BUILDER)
def agent_basics(request: TenantRequest, agent_id: int) -> HttpResponse:
    agent = get_object_or_404(selectors.agents(), pk=agent_id)
    form = AgentForm(request.POST or None, instance=agent)
    if request.method == "POST" and form.is_valid():
        services.agent_update(agent=agent, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("agent-basics", agent.pk)
    context = {"agent": agent, "form": form, "builtin_answers": selectors.builtin_answers(agent)}
    return render(request, "agents/basics.html", context)


@require_http_methods(["GET", "POST"])
@tenant_role_required(Role.BUILDER)
def agent_pipelines(request: TenantRequest, agent_id: int) -> HttpResponse:
    agent = get_object_or_404(selectors.agents(), pk=agent_id)
    pipelines = list(crm.pipelines_with_stages())
    if request.method == "POST":
        try:
            services.pipelines_set(agent=agent, choices=pipeline_choices(posted=request.POST, pipelines=pipelines))
        except InvalidInput as error:
            messages.error(request, error.message)
        else:
            messages.success(request, _("Saved."))
            return redirect("agent-pipelines", agent.pk)
    context = {
        "agent": agent,
        "pipelines": pipeline_rows(agent=agent, pipelines=pipelines),
        "builtin_answers": selectors.builtin_answers(agent),
        "sync": sync_state("pipelines", request.membership),
    }
    return render(request, "agents/pipelines.html", context)


@require_http_methods(["GET", "POST"])
@tenant_role_required(Role.BUILDER)
def agent_channels(request: TenantRequest, agent_id: int) -> HttpResponse:
    agent = get_object_or_404(selectors.agents(), pk=agent_id)
    known = list(crm.channels_all())
    channels = [channel for channel in known if channel.is_enabled]
    if request.method == "POST":
        chosen = set(request.POST.getlist("channel"))
        services.channels_set(
            agent=agent,
            all_channels="all_channels" in request.POST,
            channels=[(c.origin, c.source_id) for c in channels if str(c.pk) in chosen],
        )
        messages.success(request, _("Saved."))
        return redirect("agent-channels", agent.pk)
    on = {(channel.origin, channel.source_id) for channel in agent.channels.all()}
    context = {
        "agent": agent,
        "switched_off": [channel for channel in known if not channel.is_enabled],
        "channels": [(channel, (channel.origin, channel.source_id) in on) for channel in channels],
        "sync": sync_state("channels", request.membership),
    }
    return render(request, "agents/channels.html", context)


@require_POST
@tenant_role_required(Role.BUILDER)
def agent_delete(request: TenantRequest, agent_id: int) -> HttpResponse:
    agent = get_object_or_404(selectors.agents(), pk=agent_id)
    services.agent_delete(agent=agent)
    messages.success(request, _("%(agent)s is deleted.") % {"agent": agent.name})
    return redirect("agents")
