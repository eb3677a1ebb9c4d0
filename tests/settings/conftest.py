"""What each setting does, as the customer meets it in the stand-in's chat."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from agents.models import Agent, ModelProvider
from tests.agents.model_server import ModelServer, model_server
from tests.automation.fixtures import Customer


@pytest.fixture
def model(settings: Any, agent: Agent) -> Iterator[ModelServer]:
    """The workspace's own model, on a socket."""
    with model_server() as server:
        settings.OUTSIDE_ALLOWED = [*settings.OUTSIDE_ALLOWED, server.host]
        ModelProvider.objects.create(base_url=server.url, model="test-model")
        yield server


@pytest.fixture
def hears(customer: Customer, work: Callable[[], list[str]]) -> Callable[[str], str]:
    """`hears("How much?")`: the customer writes that; what they then read in the chat."""

    def hear(text: str) -> str:
        before = len(customer.got())
        customer.writes(text)
        work()
        return "\n".join(customer.got()[before:])

    return hear
