"""What an address of an agent's integration names, or a 404."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from agents.models import Agent
from agents.selectors import agents
from dashboard.integrations.entry import Integration
from dashboard.integrations.registry import integration_of
from tenants.errors import NotFound


def agent_found(agent_id: int) -> Agent:
    return get_object_or_404(agents().prefetch_related("integrations"), pk=agent_id)


def integration_found(kind: str) -> Integration:
    if integration := integration_of(kind):
        return integration
    raise NotFound(_("There is no such integration."), code="not_found")
