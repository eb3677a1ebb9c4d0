from collections.abc import Callable, Iterator
from typing import Any

import pytest

from agents.models import ModelProvider
from kommo_standin.server import StandIn
from tests.agents.model_server import ModelServer, model_server
from tests.agents.model_steps import Step
from tests.same_connection import meanwhile

QUESTION = "How much is delivery?"
MANAGERS = "I am on it"


@pytest.fixture
def model(settings: Any, agent) -> Iterator[ModelServer]:
    """The workspace's own model, which answers "Fine." unless said otherwise."""
    with model_server() as server:
        settings.OUTSIDE_ALLOWED = [*settings.OUTSIDE_ALLOWED, server.host]
        ModelProvider.objects.create(base_url=server.url, model="test-model")
        yield server


@pytest.fixture
def manager_writes(customer, take_in) -> Callable[[], None]:
    """Olga writes in the chat, and her hook is understood at once."""

    def write() -> None:
        customer.manager_writes(MANAGERS)
        take_in()

    return write


@pytest.fixture
def when_asked() -> Callable[..., Step]:
    """`when_asked(do, says("Fine."))`: the model does that before it says this."""

    def step(do: Callable[[], Any], then: Step) -> Step:
        run = meanwhile(do)

        def obey(_body: dict[str, Any]) -> Step:
            run()
            return then

        return Step(obey)

    return step


@pytest.fixture
def when_kommo_is_asked(standin: StandIn) -> Iterator[Callable[..., None]]:
    """`when_kommo_is_asked("GET /api/v4/leads", do)`: that happens when the first such request is there, before it is
    answered.
    """
    server = standin._server
    application = server.application

    def order(match: str, do: Callable[[], Any]) -> None:
        waiting = [meanwhile(do)]

        def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
            if waiting and match in f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}":
                waiting.pop()()
            return application(environ, start_response)

        server.application = answer

    yield order
    server.application = application
