"""What an agent is told and how it runs, changed together by a program: all of it, or nothing."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from agents.models import Agent
from agents.services.agents import agent_switch
from agents.services.versions import Change, draft_change, settings_change
from tenants.models import User


@transaction.atomic
def agent_apply(
    *, agent: Agent, change: Change | None, running: Mapping[str, Any], author: User | None, draft_only: bool = False
) -> Agent:
    """`change` of its settings, published at once unless `draft_only`; `running`: what agent_switch takes.

    Raises NotPublished, PriorityTaken.
    """
    was_active = agent.is_active
    if running and change and was_active:
        # Off meanwhile: its new place and its new priority are judged together, below.
        Agent.objects.filter(pk=agent.pk).update(is_active=False)
    if change and draft_only:
        draft_change(agent=agent, change=change, author=author)
    elif change:
        settings_change(agent=agent, change=change, author=author)
    if running:
        agent_switch(agent=agent, **{"is_active": was_active, **running})
    return agent
