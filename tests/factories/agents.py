import factory
from factory.django import DjangoModelFactory

from agents.models import Agent, AgentIntegration


class AgentFactory(DjangoModelFactory):
    class Meta:
        model = Agent
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Agent {n}")
    is_active = True

    @factory.post_generation
    def installed(self, create: bool, kinds: list[str] | None, **_more: object) -> None:
        """What every new agent has, unless said otherwise."""
        for kind in AgentIntegration.FIRST if kinds is None else kinds:
            AgentIntegration.objects.create(agent=self, kind=kind)
