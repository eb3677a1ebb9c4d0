"""Where agents work, as the gates ask it."""

from agents.gates import Scope
from agents.models import Agent, AgentIntegration
from agents.selectors.agents import agents_answering, integrations_of
from agents.selectors.versions import settings_of_all
from agents.settings import AgentSettings


def scopes_active() -> list[Scope]:
    """Where every agent that answers customers works, who is asked first in front; however many agents, few queries."""
    found = list(agents_answering())
    held = settings_of_all(agent.live for agent in found)
    return [scope_of(agent, held[agent.live_id]) for agent in found]


def scope_of(agent: Agent, settings: AgentSettings) -> Scope:
    kommo = integrations_of(agent).get(AgentIntegration.Kind.KOMMO)
    return Scope(
        agent_id=agent.pk,
        agent_name=settings.name,
        settings=settings,
        works_with_kommo=kommo is not None and kommo.is_active,
        version=agent.live.number if agent.live else None,
    )
