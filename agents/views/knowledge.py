"""The Knowledge tab: what an agent may quote."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from agents.models import Agent
from agents.tab_form import TabForm
from agents.views.tab import Tab, tab_answer
from knowledge import selectors as knowledge
from knowledge.category_tree import category_tree
from tenants.models import Role
from tenants.permissions import TenantRequest, tenant_role_required


@require_http_methods(["GET", "POST"])
@tenant_role_required(Role.BUILDER)
def agent_knowledge(request: TenantRequest, agent_id: int) -> HttpResponse:
    return tab_answer(request, agent_id=agent_id, tab=TAB)


def _more(_request: TenantRequest, _agent: Agent, form: TabForm) -> dict[str, Any]:
    categories, articles = form.value("knowledge.categories"), form.value("knowledge.articles")
    return {
        "categories": [(category, category.pk in categories) for category in category_tree()],
        "articles": [(one, one.pk in articles) for one in knowledge.articles().order_by("title", "pk")],
    }


TAB = Tab(page="agent-knowledge", template="agents/knowledge.html", more=_more)
