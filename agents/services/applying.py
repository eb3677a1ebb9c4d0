"""What an agent is told and how it runs, changed together by a program: all of it, or nothing."""

from django.db import transaction

from agents.models import Agent
from agents.services.agents import Running, running_judge, running_put
from agents.services.versions import Change, draft_change, settings_change
from tenants.models import User


@transaction.atomic
def agent_apply(
    *, agent: Agent, change: Change | None, running: Running, author: User | None, draft_only: bool = False
) -> Agent:
    """`change` of its settings, published at once unless `draft_only`. Raises NotPublished, PriorityTaken.

    Its new place is judged with its new priority, and whether it may be on with what is live then.
    """
    if running:
        running_put(agent, running)
    if change and draft_only:
        draft_change(agent=agent, change=change, author=author)
    elif change:
        settings_change(agent=agent, change=change, author=author)
    running_judge(agent, running)
    return agent
