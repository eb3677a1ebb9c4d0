"""The General tab: who an agent is, how it speaks, when it answers and when it gives way."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from agents import selectors
from agents.hours_form import day_rows, opening_words
from agents.models import Agent
from agents.tab_form import TabForm
from agents.variable_list import variable_rows
from agents.views.tab import Tab, tab_answer
from agents.zones import zone_groups
from crm_kommo import selectors as crm
from crm_kommo.models import Stage
from tenants.models import Role
from tenants.permissions import TenantRequest, tenant_role_required


@require_http_methods(["GET", "POST"])
@tenant_role_required(Role.BUILDER)
def agent_basics(request: TenantRequest, agent_id: int) -> HttpResponse:
    return tab_answer(request, agent_id=agent_id, tab=TAB)


@require_GET
@tenant_role_required(Role.BUILDER)
def agent_variables(request: TenantRequest, agent_id: int) -> HttpResponse:
    """The list of them alone, for htmx."""
    agent = get_object_or_404(selectors.agents(), pk=agent_id)
    rows = variable_rows(selectors.settings_of(selectors.draft_of(agent)), now=timezone.now())
    return render(request, "agents/general/variable_list.html", {"variables": rows})


def _more(request: TenantRequest, agent: Agent, form: TabForm) -> dict[str, Any]:
    """The saved draft says which fields variables may show and when it opens: what is typed may be no settings yet."""
    drafted, now = selectors.settings_of(selectors.draft_of(agent)), timezone.now()
    return {
        "days": day_rows(form),
        "opening": opening_words(drafted.hours, now=now),
        "variables": variable_rows(drafted, now=now) if "variables" in request.GET else [],
        "people": dict(crm.users_assignable()),
        "stages": {
            f"{stage.pipeline.kommo_id}:{stage.kommo_id}": f"{stage.pipeline.name} · {stage.name}"
            for stage in crm.stages_living().exclude(type=Stage.INCOMING_TYPE)
        },
        "zones": zone_groups(own=timezone.get_current_timezone_name(), now=now),
    }


TAB = Tab(page="agent-basics", template="agents/basics.html", more=_more, apart=("hours",))
