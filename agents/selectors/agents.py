from django.db.models import Q, QuerySet
from django.utils import timezone

from agents.models import Agent, AgentIntegration


def agents() -> QuerySet[Agent]:
    return Agent.objects.select_related("live").prefetch_related("integrations").order_by("pk")


def agents_answering() -> QuerySet[Agent]:
    """Those that answer customers now, who is asked first in front."""
    unpaused = Q(paused_until=None) | Q(paused_until__lte=timezone.now())
    return agents().filter(unpaused, is_active=True).exclude(live=None).order_by("priority", "pk")


def shortest_wait(*, otherwise: float) -> float:
    """Seconds of quiet after which the first of the agents would answer; `otherwise` is the platform's. One query."""
    waits = agents_answering().values_list("live__document__rhythm__wait_seconds", flat=True)
    return min((otherwise if wait is None else wait for wait in waits), default=otherwise)


def integrations_of(agent: Agent) -> dict[str, AgentIntegration]:
    """What is installed for the agent, by kind."""
    return {installed.kind: installed for installed in agent.integrations.all()}


def integration_works(*, agent_id: int, kind: AgentIntegration.Kind) -> bool:
    """Whether it is installed for the agent and switched on."""
    return AgentIntegration.objects.filter(agent_id=agent_id, kind=kind, is_active=True).exists()
