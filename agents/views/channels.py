"""The Channels tab: in which channels an agent answers."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from agents.channels_shown import channels_posted, channels_shown
from agents.models import Agent
from agents.tab_form import TabForm
from agents.views.tab import Tab, tab_answer
from crm_kommo import selectors as crm
from crm_kommo.sync_bar import sync_state
from tenants.models import Role
from tenants.permissions import TenantRequest, tenant_role_required


@require_http_methods(["GET", "POST"])
@tenant_role_required(Role.BUILDER)
def agent_channels(request: TenantRequest, agent_id: int) -> HttpResponse:
    return tab_answer(request, agent_id=agent_id, tab=TAB)


def _more(request: TenantRequest, _agent: Agent, form: TabForm) -> dict[str, Any]:
    return {
        "channels": channels_shown(form.value("channels.chosen"), crm.channels_all()),
        "sync": sync_state("channels", request.membership),
    }


TAB = Tab(page="agent-channels", template="agents/channels.html", more=_more, read=channels_posted)
