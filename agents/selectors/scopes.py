"""Where agents work, as the gates and the coverage ask it."""

from datetime import datetime

from django.utils import timezone

from agents.coverage import Worker
from agents.gates import Scope
from agents.models import Agent, AgentIntegration
from agents.selectors.agents import agents, agents_answering, integrations_of
from agents.selectors.versions import settings_of_all
from agents.settings import AgentSettings


def scopes_active() -> list[Scope]:
    """Where every agent that answers customers works, who is asked first in front; however many agents, few queries."""
    found = list(agents_answering())
    held = settings_of_all(agent.live for agent in found)
    return [scope_of(agent, held[agent.live_id]) for agent in found]


def workers(*, reached: bool = False) -> list[Worker]:
    """The agents that are on, also while they pause. `reached`: only those to which chats of Kommo come."""
    found = [
        agent for agent in agents().filter(is_active=True).exclude(live=None) if not reached or works_with_kommo(agent)
    ]
    held = settings_of_all(agent.live for agent in found)
    return [_worker(agent, held[agent.live_id], timezone.now()) for agent in found]


def _worker(agent: Agent, settings: AgentSettings, now: datetime) -> Worker:
    is_paused = agent.paused_until is not None and agent.paused_until > now
    return Worker(agent.pk, settings.name, agent.priority, settings, is_paused)


def works_with_kommo(agent: Agent) -> bool:
    """Whether Kommo is installed for it and in use."""
    kommo = integrations_of(agent).get(AgentIntegration.Kind.KOMMO)
    return kommo is not None and kommo.is_active


def scope_of(agent: Agent, settings: AgentSettings) -> Scope:
    return Scope(
        agent_id=agent.pk,
        agent_name=settings.name,
        settings=settings,
        works_with_kommo=works_with_kommo(agent),
        version=agent.live.number if agent.live else None,
    )
