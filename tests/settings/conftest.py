"""What each setting does, as the customer meets it in the stand-in's chat."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from agents.models import Agent, ModelProvider
from tests.agents.model_server import ModelServer, model_server
from tests.automation.conftest import Customer, agent, article, customer, take_in, work  # noqa: F401  fixtures
from tests.factories import live_patch


@pytest.fixture
def decide(agent: Agent) -> Callable[..., None]:  # noqa: F811
    """`decide(style={"tone": "friendly"})`: change the live settings of the agent, as the API does."""
    return lambda **patch: live_patch(agent=agent, patch=patch)


@pytest.fixture
def model(settings: Any, agent: Agent) -> Iterator[ModelServer]:  # noqa: F811
    """The workspace's own model, on a socket."""
    with model_server() as server:
        settings.OUTSIDE_ALLOWED = [*settings.OUTSIDE_ALLOWED, server.host]
        ModelProvider.objects.create(base_url=server.url, model="test-model")
        yield server


@pytest.fixture
def hears(customer: Customer, work: Callable[[], list[str]]) -> Callable[[str], str]:  # noqa: F811
    """`hears("How much?")`: the customer writes that; what they then read in the chat."""

    def hear(text: str) -> str:
        before = len(customer.got())
        customer.writes(text)
        work()
        return "\n".join(customer.got()[before:])

    return hear
