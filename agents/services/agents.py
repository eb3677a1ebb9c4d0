from datetime import datetime
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from agents.models import Agent, AgentIntegration
from agents.selectors import draft_of, settings_of
from agents.services.priority import priority_check
from agents.services.versions import agent_lock, agent_publish, draft_make
from agents.settings import AgentSettings
from tenants.errors import Conflict
from tenants.models import User

COPY_NAME_MOST = 60
# What can bring two agents into one cell.
BRINGS_TO_WORK = {"is_active", "priority"}


class NotPublished(Conflict):
    def __init__(self) -> None:
        super().__init__(
            _("Nothing of this agent is published yet, so it has nothing to answer with. Publish it first."),
            code="not_published",
        )


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


class Running(TypedDict, total=False):
    """What holds at once, without a version; what is not named stays."""

    is_active: bool
    paused_until: datetime | None
    priority: int


@transaction.atomic
def agent_switch(*, agent: Agent, **changes: Unpack[Running]) -> Agent:
    """Raises NotPublished, PriorityTaken."""
    running_put(agent, changes)
    running_judge(agent, changes)
    return agent


def running_put(agent: Agent, changes: Running) -> None:
    """Not judged yet: `running_judge` is to follow in the same transaction."""
    agent_lock(agent)
    for name, value in changes.items():
        setattr(agent, name, value)
    agent.save(update_fields=[*changes, "updated_at"])


def running_judge(agent: Agent, changes: Running) -> None:
    """May it run as it does now? Raises NotPublished, PriorityTaken."""
    if agent.is_active and BRINGS_TO_WORK & changes.keys():
        if agent.live is None:
            raise NotPublished
        priority_check(agent=agent, settings=settings_of(agent.live))


def agent_pause(*, agent: Agent, until: datetime | None) -> Agent:
    """Silent until then; None: no longer."""
    return agent_switch(agent=agent, paused_until=until)


@transaction.atomic
def agent_duplicate(*, agent: Agent, author: User | None) -> Agent:
    """A new agent, off and not published, whose draft says what the other's says; with the same integrations."""
    settings = settings_of(draft_of(agent))
    suffix = _("copy")
    name = f"{settings.name[: COPY_NAME_MOST - len(suffix) - 1].rstrip()} {suffix}"
    copy = Agent.objects.create(
        name=name, purpose=settings.purpose, priority=agent.priority, scripts_made=agent.scripts_made
    )
    AgentIntegration.objects.bulk_create(
        AgentIntegration(agent=copy, kind=installed.kind, is_active=installed.is_active)
        for installed in agent.integrations.all()
    )
    draft_make(agent=copy, settings=settings.model_copy(update={"name": name}), author=author)
    return copy


def agent_delete(*, agent: Agent) -> None:
    """The agent and its versions go; what it said stays in the conversations, under its name."""
    agent.delete()
