"""Draft and published: what waits, publishing it, and what was published before."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from agents import selectors, services
from agents.changes import changes_between
from agents.drafts import draft_state
from agents.settings import AgentSettings
from agents.tabs import tab_of_page
from tenants.errors import ApplicationError
from tenants.models import Role
from tenants.permissions import TenantRequest, tenant_role_required

PAGE = 30


@require_GET
@tenant_role_required(Role.BUILDER)
def agent_draft_bar(request: TenantRequest, agent_id: int) -> HttpResponse:
    """The bar alone, for a tab that has just saved something."""
    agent = get_object_or_404(selectors.agents(), pk=agent_id)
    page = request.GET.get("page", "")
    return render(request, "agents/draft_bar.html", {"state": draft_state(agent), "page": page})


@require_GET
@tenant_role_required(Role.BUILDER)
def agent_review(request: TenantRequest, agent_id: int) -> HttpResponse:
    agent = get_object_or_404(selectors.agents(), pk=agent_id)
    state = draft_state(agent)
    groups = changes_between(state.live or AgentSettings(name=state.settings.name), state.settings)
    return render(request, "agents/review.html", {"agent": agent, "state": state, "groups": groups})


@require_POST
@tenant_role_required(Role.BUILDER)
def agent_publish(request: TenantRequest, agent_id: int) -> HttpResponse:
    """`switch_on`: and let it answer. `page`: the tab to go back to; without one, its history."""
    agent = get_object_or_404(selectors.agents(), pk=agent_id)
    page = request.POST.get("page", "")
    try:
        with transaction.atomic():
            version = services.agent_publish(
                agent=agent, author=request.user, note=request.POST.get("note", "").replace("\x00", "").strip()
            )
            if "switch_on" in request.POST:
                services.agent_switch(agent=agent, is_active=True, paused_until=None)
    except ApplicationError as error:
        messages.error(request, error.message)
        return redirect("agent-review", agent_id)
    messages.success(request, _("Version %(number)s is live.") % {"number": version.number})
    tab = tab_of_page(page)
    return redirect(tab.page if tab else "agent-history", agent_id)


@require_GET
@tenant_role_required(Role.BUILDER)
def agent_history(request: TenantRequest, agent_id: int) -> HttpResponse:
    agent = get_object_or_404(selectors.agents(), pk=agent_id)
    page = Paginator(selectors.versions_published(agent), PAGE).get_page(request.GET.get("page"))
    return render(request, "agents/history.html", {"agent": agent, "page": page})


@require_GET
@tenant_role_required(Role.BUILDER)
def agent_version(request: TenantRequest, agent_id: int, number: int) -> HttpResponse:
    """What a version changed, compared with the one before it."""
    agent = get_object_or_404(selectors.agents(), pk=agent_id)
    published = selectors.versions_published(agent)
    version = get_object_or_404(published, number=number)
    before = published.filter(number__lt=number).first()
    held = selectors.settings_of_all([version, *([before] if before else [])])
    settings = held[version.pk]
    context = {
        "agent": agent,
        "version": version,
        "before": before,
        "groups": changes_between(held[before.pk] if before else AgentSettings(name=settings.name), settings),
        "state": draft_state(agent),
    }
    return render(request, "agents/version.html", context)


@require_POST
@tenant_role_required(Role.BUILDER)
def agent_version_restore(request: TenantRequest, agent_id: int, number: int) -> HttpResponse:
    agent = get_object_or_404(selectors.agents(), pk=agent_id)
    version = get_object_or_404(selectors.versions_published(agent), number=number)
    services.version_restore(agent=agent, version=version, author=request.user)
    messages.success(
        request, _("The draft is as version %(number)s was. Publish it to make it live.") % {"number": number}
    )
    return redirect("agent-review", agent.pk)
