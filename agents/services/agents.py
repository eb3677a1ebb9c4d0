from typing import Any

from django.db import transaction

from agents.models import Agent, AgentIntegration


@transaction.atomic
def agent_create(*, name: str, purpose: str = "", instructions: str = "", is_active: bool = False) -> Agent:
    """A new agent with the integrations of every new one. It works nowhere until its pipelines are chosen."""
    agent = Agent.objects.create(name=name, purpose=purpose, instructions=instructions, is_active=is_active)
    AgentIntegration.objects.bulk_create(AgentIntegration(agent=agent, kind=kind) for kind in AgentIntegration.FIRST)
    return agent


def agent_update(*, agent: Agent, **changes: Any) -> Agent:
    """Change the fields named; a reply that is being made finishes with what it began with."""
    for name, value in changes.items():
        setattr(agent, name, value)
    agent.save(update_fields=[*changes, "updated_at"])
    return agent


def agent_delete(*, agent: Agent) -> None:
    """The agent and its choices go; what it said stays in the conversations, under its name."""
    agent.delete()
