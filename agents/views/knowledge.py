"""The Knowledge tab: what an agent may quote."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agents import selectors
from agents.drafting import draft_post
from agents.faults import SettingsInvalid
from agents.services import DraftChanged
from knowledge import selectors as knowledge
from tenants.models import Role
from tenants.permissions import TenantRequest, tenant_role_required


@require_http_methods(["GET", "POST"])
@tenant_role_required(Role.BUILDER)
def agent_knowledge(request: TenantRequest, agent_id: int) -> HttpResponse:
    agent = get_object_or_404(selectors.agents(), pk=agent_id)
    if request.method == "POST":
        try:
            draft_post(agent=agent, posted=request.POST, parts=("knowledge",), author=request.user)
        except (SettingsInvalid, DraftChanged) as error:
            messages.error(request, error.message)
        else:
            messages.success(request, _("Saved."))
            return redirect("agent-knowledge", agent.pk)
    draft = selectors.draft_of(agent)
    scope = selectors.settings_of(draft).knowledge
    articles = knowledge.articles().order_by("title", "pk")
    context = {
        "agent": agent,
        "draft": draft,
        "scope": scope,
        "categories": [(category, category.pk in scope.categories) for category in knowledge.categories()],
        "articles": [(article, article.pk in scope.articles) for article in articles],
    }
    return render(request, "agents/knowledge.html", context)
