"""Whether an agent runs: on and off, pause, priority; a copy of it, and its end. All of it holds at once."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from agents import selectors, services
from agents.deletion import consequences_of_deleting
from agents.models import Agent
from agents.modes import mode_of
from agents.running_form import PauseForm, PriorityForm
from agents.services.priority import priority_clash
from tenants.errors import ApplicationError
from tenants.models import Role
from tenants.permissions import TenantRequest, tenant_role_required


@require_GET
@tenant_role_required(Role.BUILDER)
def agent_running(request: TenantRequest, agent_id: int) -> HttpResponse:
    agent = get_object_or_404(selectors.agents(), pk=agent_id)
    return _page(request, agent, PauseForm(), PriorityForm(initial={"priority": agent.priority}))


@require_POST
@tenant_role_required(Role.BUILDER)
def agent_switch(request: TenantRequest, agent_id: int) -> HttpResponse:
    """`on` is there to switch it on."""
    agent = get_object_or_404(selectors.agents(), pk=agent_id)
    is_active = "on" in request.POST
    try:
        services.agent_switch(agent=agent, is_active=is_active, paused_until=None)
    except ApplicationError as error:
        messages.error(request, error.message)
    else:
        said = _("%(agent)s answers customers now.") if is_active else _("%(agent)s is off.")
        messages.success(request, said % {"agent": agent.name})
    return redirect("agent-running", agent.pk)


@require_POST
@tenant_role_required(Role.BUILDER)
def agent_pause(request: TenantRequest, agent_id: int) -> HttpResponse:
    agent = get_object_or_404(selectors.agents(), pk=agent_id)
    form = PauseForm(request.POST)
    if not form.is_valid():
        return _page(request, agent, form, PriorityForm(initial={"priority": agent.priority}))
    services.agent_pause(agent=agent, until=form.until())
    messages.success(request, mode_of(agent, at=timezone.now()).text)
    return redirect("agent-running", agent.pk)


@require_POST
@tenant_role_required(Role.BUILDER)
def agent_resume(request: TenantRequest, agent_id: int) -> HttpResponse:
    agent = get_object_or_404(selectors.agents(), pk=agent_id)
    services.agent_pause(agent=agent, until=None)
    messages.success(request, _("%(agent)s is no longer paused.") % {"agent": agent.name})
    return redirect("agent-running", agent.pk)


@require_POST
@tenant_role_required(Role.BUILDER)
def agent_priority(request: TenantRequest, agent_id: int) -> HttpResponse:
    agent = get_object_or_404(selectors.agents(), pk=agent_id)
    form = PriorityForm(request.POST)
    if form.is_valid():
        try:
            services.agent_switch(agent=agent, priority=form.cleaned_data["priority"])
        except ApplicationError as error:
            form.add_error("priority", error.message)
        else:
            messages.success(request, _("Saved."))
            return redirect("agent-running", agent.pk)
    return _page(request, get_object_or_404(selectors.agents(), pk=agent_id), PauseForm(), form)


@require_POST
@tenant_role_required(Role.BUILDER)
def agent_duplicate(request: TenantRequest, agent_id: int) -> HttpResponse:
    agent = get_object_or_404(selectors.agents(), pk=agent_id)
    copy = services.agent_duplicate(agent=agent, author=request.user)
    messages.success(request, _("%(agent)s is here: a draft, switched off.") % {"agent": copy.name})
    return redirect("agent-basics", copy.pk)


@require_POST
@tenant_role_required(Role.BUILDER)
def agent_delete(request: TenantRequest, agent_id: int) -> HttpResponse:
    agent = get_object_or_404(selectors.agents(), pk=agent_id)
    services.agent_delete(agent=agent)
    messages.success(request, _("%(agent)s is deleted.") % {"agent": agent.name})
    return redirect("agents")


def _page(request: TenantRequest, agent: Agent, pause: PauseForm, priority: PriorityForm) -> HttpResponse:
    may_clash = agent.live and not agent.is_active
    context = {
        "agent": agent,
        "clash": priority_clash(agent=agent, settings=selectors.settings_of(agent.live)) if may_clash else None,
        "mode": mode_of(agent, at=timezone.now()),
        "pause": pause,
        "priority": priority,
        "consequences": consequences_of_deleting(agent),
        "time_zone": timezone.get_current_timezone_name(),
    }
    return render(request, "agents/running.html", context)
