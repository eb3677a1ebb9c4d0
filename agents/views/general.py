"""The General tab: who an agent is, how it speaks, when it answers and when it gives way."""

from typing import Any
from zoneinfo import available_timezones

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from agents.hours_form import day_rows
from agents.models import Agent
from agents.tab_form import TabForm
from agents.views.tab import Tab, tab_answer
from crm_kommo import selectors as crm
from tenants.models import Role
from tenants.permissions import TenantRequest, tenant_role_required

PERSONA = ("name", "purpose", "role", "goal", "instructions", "style", "language", "model")
CONDUCT = ("hours", "rhythm", "limits", "handoff", "takeover")


@require_http_methods(["GET", "POST"])
@tenant_role_required(Role.BUILDER)
def agent_basics(request: TenantRequest, agent_id: int) -> HttpResponse:
    return tab_answer(request, agent_id=agent_id, tab=TAB)


def _more(_request: TenantRequest, _agent: Agent, form: TabForm) -> dict[str, Any]:
    return {
        "days": day_rows(form),
        "people": dict(crm.users_assignable()),
        "zones": {zone: zone.replace("_", " ") for zone in sorted(available_timezones())},
    }


TAB = Tab(url="agent-basics", template="agents/basics.html", parts=PERSONA + CONDUCT, more=_more)
