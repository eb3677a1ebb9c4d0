"""The integrations as one agent has them."""

from dataclasses import dataclass

from agents.models import Agent, AgentIntegration
from agents.selectors import integrations_of
from dashboard.integrations.entry import Integration
from dashboard.integrations.health import State
from dashboard.integrations.registry import INTEGRATIONS


@dataclass(frozen=True)
class AgentRow:
    """`installed` None: the agent does without it. `is_active`: something can come of it for this agent now."""

    integration: Integration
    state: State
    installed: AgentIntegration | None

    @property
    def is_active(self) -> bool:
        return self.installed is not None and self.installed.is_active and self.state.works


def agent_rows(agent: Agent, *, search: str = "", installed: str = "", active: str = "") -> list[AgentRow]:
    """`installed` and `active` are "yes", "no", or "" for both. The states of those shown are asked, no others'."""
    have = integrations_of(agent)
    rows = [
        AgentRow(integration, integration.state(), have.get(integration.kind))
        for integration in INTEGRATIONS
        if search.casefold() in f"{integration.name} {integration.about}".casefold()
        and (not installed or (integration.without and (integration.kind in have) == (installed == "yes")))
    ]
    return [row for row in rows if not active or row.is_active == (active == "yes")]


def agent_row(agent: Agent, integration: Integration) -> AgentRow:
    return AgentRow(integration, integration.state(), integrations_of(agent).get(integration.kind))
