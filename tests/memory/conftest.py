from collections.abc import Callable, Iterator
from typing import Any

import pytest

from agents.models import ModelProvider
from automation.kinds import REMEMBER_JOB
from tenants.models import Job
from tests.agents.model_server import ModelServer, model_server
from tests.automation.fixtures import Customer
from tests.jobs import run_due_jobs


@pytest.fixture
def model(settings: Any, agent) -> Iterator[ModelServer]:
    """The workspace's own model, on a socket."""
    with model_server() as server:
        settings.OUTSIDE_ALLOWED = [*settings.OUTSIDE_ALLOWED, server.host]
        ModelProvider.objects.create(base_url=server.url, model="test-model")
        yield server


@pytest.fixture
def quiet() -> Callable[[], list[str]]:
    """Nobody says anything for ten minutes: what is owed then is done."""

    def wait() -> list[str]:
        Job.objects.filter(kind=REMEMBER_JOB).update(due_at="2000-01-01T00:00:00Z")
        return run_due_jobs(even_later=True)

    return wait


@pytest.fixture
def hears(customer: Customer, work: Callable[[], list[str]]) -> Callable[[str], None]:
    """`hears("How much?")`: the customer writes that and is answered."""

    def hear(text: str) -> None:
        customer.writes(text)
        work()

    return hear
