from typing import Any

import factory
from factory.django import DjangoModelFactory

from agents.drafting import settings_patched
from agents.models import Agent, AgentIntegration
from agents.services import agent_publish, settings_change
from agents.services.versions import draft_make
from agents.settings import AgentSettings


class AgentFactory(DjangoModelFactory):
    class Meta:
        model = Agent
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Agent {n}")
    is_active = True
    # Two agents of one priority may not work in one place.
    priority = factory.Sequence(lambda n: 100 + n)

    @factory.post_generation
    def versions(self, create: bool, settings: dict | None, **_more: object) -> None:
        """A draft and a live version that say the same: `versions={"role": "…"}`."""
        draft_make(agent=self, settings=AgentSettings(name=self.name, **(settings or {})), author=None)
        agent_publish(agent=self, author=None)

    @factory.post_generation
    def installed(self, create: bool, kinds: list[str] | None, **_more: object) -> None:
        """What every new agent has, unless said otherwise."""
        for kind in AgentIntegration.FIRST if kinds is None else kinds:
            AgentIntegration.objects.create(agent=self, kind=kind)


def live_patch(*, agent: Agent, patch: dict[str, Any]) -> None:
    """Lay a patch over what is live, and publish it. Raises SettingsInvalid."""
    settings_change(agent=agent, change=lambda settings: settings_patched(settings, patch), author=None)
