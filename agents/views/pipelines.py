"""The Pipelines tab: where an agent works, and what it does in each stage."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agents import selectors
from agents.drafting import settings_patched
from agents.faults import SettingsInvalid
from agents.models import Agent
from agents.posted import whole_number
from agents.services import DraftChanged
from agents.settings import AgentSettings
from agents.stages.card import stage_card
from agents.stages.copied import stage_copied
from agents.stages.opened import opened
from agents.stages.posted import pipelines_posted
from agents.stages.shown import PipelineShown, Published, pipelines_shown
from agents.tab_form import TabForm
from agents.views.tab import Tab, draft_post, tab_answer
from crm_kommo import selectors as crm
from crm_kommo.models import Pipeline
from crm_kommo.sync_bar import sync_state
from tenants.models import Role
from tenants.permissions import TenantRequest, tenant_role_required


@require_http_methods(["GET", "POST"])
@tenant_role_required(Role.BUILDER)
def agent_pipelines(request: TenantRequest, agent_id: int) -> HttpResponse:
    return tab_answer(request, agent_id=agent_id, tab=TAB)


@require_http_methods(["GET", "POST"])
@tenant_role_required(Role.BUILDER)
def agent_stage(request: TenantRequest, agent_id: int, pipeline_id: int, stage_id: int) -> HttpResponse:
    """The tab with the card of this stage; asked by htmx, the card alone."""
    if _is_part(request):
        agent = get_object_or_404(selectors.agents(), pk=agent_id)
        return render(request, "agents/stage_card.html", {"agent": agent, **_more(request, agent, _form(agent))})
    return tab_answer(request, agent_id=agent_id, tab=TAB)


@require_http_methods(["GET", "POST"])
@tenant_role_required(Role.BUILDER)
def agent_strip(request: TenantRequest, agent_id: int, pipeline_id: int) -> HttpResponse:
    """The tab with this pipeline open; asked by htmx, its stages alone: it was opened, or something was saved."""
    if not _is_part(request):
        return tab_answer(request, agent_id=agent_id, tab=TAB)
    agent = get_object_or_404(selectors.agents(), pk=agent_id)
    shown, _known = _shown(agent, selectors.settings_of(selectors.draft_of(agent)), asked_for=pipeline_id)
    pipeline = next((one for one in shown if one.is_open), None)
    if pipeline is None:
        raise Http404
    return render(
        request, "agents/strip.html", {"agent": agent, "pipeline": pipeline, "here": request.htmx.current_url_abs_path}
    )


@require_POST
@tenant_role_required(Role.BUILDER)
def agent_stage_copy(request: TenantRequest, agent_id: int, pipeline_id: int, stage_id: int) -> HttpResponse:
    """Save the form, and what it says about this stage for the stages that are ticked too."""
    agent = get_object_or_404(selectors.agents(), pk=agent_id)
    to = [stage for one in request.POST.getlist("copy_to") if (stage := whole_number(one)) is not None]

    def change(settings: AgentSettings) -> AgentSettings:
        saved = settings_patched(settings, pipelines_posted(request.POST, settings))
        if pipeline_id not in saved.pipelines:
            return saved
        copied = stage_copied(saved, pipeline_id=pipeline_id, stage_id=stage_id, to=to)
        return settings_patched(saved, copied.model_dump(mode="json", include={"pipelines"}))

    try:
        draft_post(agent=agent, posted=request.POST, change=change, author=request.user)
    except (SettingsInvalid, DraftChanged) as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("Copied, in the draft."))
    return redirect("agent-stage", agent.pk, pipeline_id, stage_id)


def _is_part(request: TenantRequest) -> bool:
    """Whether it asks for a part of the page."""
    return bool(request.method == "GET" and request.htmx and not request.htmx.history_restore_request)


def _form(agent: Agent) -> TabForm:
    draft = selectors.draft_of(agent)
    return TabForm.of(draft, selectors.settings_of(draft))


def _more(request: TenantRequest, agent: Agent, form: TabForm) -> dict[str, Any]:
    pipeline_id, stage_id = (request.resolver_match.kwargs.get(name) for name in ("pipeline_id", "stage_id"))
    draft = selectors.settings_of(selectors.draft_of(agent))
    shown, known = _shown(agent, draft, asked_for=pipeline_id)
    if pipeline_id is not None and not any(one.is_open for one in shown):
        raise Http404
    card = None
    if stage_id is not None:
        card = stage_card(form, shown=shown, known=known, pipeline_id=pipeline_id, stage_id=stage_id)
        if card is None:
            raise Http404
    return {
        "pipelines": shown,
        "card": card,
        "here": request.path,
        "form": form,
        "model_is_missing": selectors.builtin_answers(agent),
        "sync": sync_state("pipelines", request.membership),
    }


def _shown(
    agent: Agent, settings: AgentSettings, *, asked_for: int | None
) -> tuple[list[PipelineShown], list[Pipeline]]:
    known = list(crm.pipelines_with_stages())
    published = Published(selectors.settings_of(agent.live), agent.live.created_at) if agent.live else None
    address = reverse("agent-pipelines", args=[agent.pk])
    shown = pipelines_shown(settings=settings, pipelines=known, published=published, address=address)
    return opened(shown, asked_for=asked_for), known


TAB = Tab(page="agent-pipelines", template="agents/pipelines.html", more=_more, read=pipelines_posted)
