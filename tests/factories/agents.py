import factory
from factory.django import DjangoModelFactory

from agents.models import Agent


class AgentFactory(DjangoModelFactory):
    class Meta:
        model = Agent

    name = factory.Sequence(lambda n: f"Agent {n}")
    is_active = True
