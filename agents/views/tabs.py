"""The tabs of an agent's page: each shows a part of the draft and saves it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agents import selectors
from agents.drafting import draft_post
from agents.faults import SettingsInvalid
from agents.models import Agent
from agents.pipelines_form import pipeline_rows
from agents.services import DraftChanged
from crm_kommo import selectors as crm
from crm_kommo.sync_bar import sync_state
from tenants.models import Role
from tenants.permissions import TenantRequest, tenant_role_required


@require_http_methods(["GET", "POST"])
@tenant_role_required(Role.BUILDER)
def agent_pipelines(request: TenantRequest, agent_id: int) -> HttpResponse:
    agent = get_object_or_404(selectors.agents(), pk=agent_id)
    pipelines = list(crm.pipelines_with_stages())
    if request.method == "POST" and _save(request, agent, ("pipelines",)):
        return redirect("agent-pipelines", agent.pk)
    context = _context(agent)
    context |= {
        "pipelines": pipeline_rows(settings=context["settings"], pipelines=pipelines),
        "sync": sync_state("pipelines", request.membership),
    }
    return render(request, "agents/pipelines.html", context)


@require_http_methods(["GET", "POST"])
@tenant_role_required(Role.BUILDER)
def agent_channels(request: TenantRequest, agent_id: int) -> HttpResponse:
    agent = get_object_or_404(selectors.agents(), pk=agent_id)
    if request.method == "POST" and _save(request, agent, ("channels",)):
        return redirect("agent-channels", agent.pk)
    context = _context(agent)
    known = list(crm.channels_all())
    on = {(channel.origin, channel.source_id) for channel in context["settings"].channels.chosen}
    context |= {
        "switched_off": [channel for channel in known if not channel.is_enabled],
        "channels": [(channel, (channel.origin, channel.source_id) in on) for channel in known if channel.is_enabled],
        "sync": sync_state("channels", request.membership),
    }
    return render(request, "agents/channels.html", context)


def _context(agent: Agent) -> dict:
    draft = selectors.draft_of(agent)
    return {
        "agent": agent,
        "draft": draft,
        "settings": selectors.settings_of(draft),
        "builtin_answers": selectors.builtin_answers(agent),
    }


def _save(request: TenantRequest, agent: Agent, parts: tuple[str, ...]) -> bool:
    try:
        draft_post(agent=agent, posted=request.POST, parts=parts, author=request.user)
    except (SettingsInvalid, DraftChanged) as error:
        messages.error(request, error.message)
        return False
    messages.success(request, _("Saved."))
    return True
