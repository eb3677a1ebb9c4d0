from datetime import datetime
from typing import Any

from django.db import transaction

from agents.models import Agent, AgentIntegration
from agents.services.versions import agent_publish, draft_make
from agents.settings import AgentSettings
from tenants.models import User


@transaction.atomic
def agent_create(
    *, settings: AgentSettings, author: User | None = None, is_active: bool = False, publish: bool = False
) -> Agent:
    """A new agent with the integrations of every new one; a draft, unless it is to be published at once."""
    agent = Agent.objects.create(name=settings.name, purpose=settings.purpose, is_active=is_active)
    AgentIntegration.objects.bulk_create(AgentIntegration(agent=agent, kind=kind) for kind in AgentIntegration.FIRST)
    draft_make(agent=agent, settings=settings, author=author)
    if publish:
        agent_publish(agent=agent, author=author)
    return agent


def agent_switch(*, agent: Agent, **changes: Any) -> Agent:
    """What holds at once, without a version: is_active, paused_until, priority."""
    for name, value in changes.items():
        setattr(agent, name, value)
    agent.save(update_fields=[*changes, "updated_at"])
    return agent


def agent_pause(*, agent: Agent, until: datetime | None) -> Agent:
    """Silent until then; None: no longer."""
    return agent_switch(agent=agent, paused_until=until)


def agent_delete(*, agent: Agent) -> None:
    """The agent and its versions go; what it said stays in the conversations, under its name."""
    agent.delete()
