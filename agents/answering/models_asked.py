"""Ask the models an agent may use, one after the other, until one answers."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import structlog

from agents.answering.types import Situation
from agents.llm.bounded_http import TOTAL_SECONDS
from agents.llm.errors import ModelError, ModelUnavailable
from agents.llm.extractive_model import ExtractiveModel
from agents.llm.factory import model_for
from agents.llm.types import ChatAnswer, ChatRequest
from agents.models import ModelCall, ModelProvider
from agents.selectors import is_failing, model_provider_of
from agents.services.model_calls import CallFor
from agents.settings.model import Model
from tenants.jobs import lease_renew

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Failure:
    """A model that did not answer, and why."""

    model: str
    reason: str


@dataclass
class Models:
    """The agent's model, then its fallbacks, then the built-in one, which always answers. `ends`: of time.monotonic,
    when the answer must be there; `failures`: of the models that failed, which are not asked again.
    """

    situation: Situation
    ends: float
    failures: list[Failure] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._provider = model_provider_of(self.situation.agent)
        names = _names(self._provider, self.situation.settings.model) if self._provider else ()
        self._left = list(names)

    @property
    def is_built_in(self) -> bool:
        """Whether only the built-in model is left; it calls no tools."""
        return not self._left

    @property
    def failure(self) -> str:
        """Why the workspace's own model did not answer; empty when it did."""
        return "; ".join(f"{failed.model}: {failed.reason}" for failed in self.failures)

    def asked(self, request: ChatRequest, purpose: ModelCall.Purpose = ModelCall.Purpose.ANSWER) -> ChatAnswer:
        """Raises ModelError when the situation asks for patience, and one of them was only away for the moment."""
        awaited = None
        while self._left:
            lease_renew()
            try:
                return self._ask(self._left[0], request, purpose)
            except ModelError as error:
                name = self._left.pop(0)
                log.warning("model_failed", model=name, error=type(error).__name__)
                self.failures.append(Failure(name, f"{type(error).__name__}: {error}"))
                awaited = awaited or (error if error.retryable else None)
        if self.situation.patient and awaited:
            raise awaited
        return ExtractiveModel().answer(request)

    def _ask(self, name: str, request: ChatRequest, purpose: ModelCall.Purpose) -> ChatAnswer:
        seconds = min(self.ends - time.monotonic(), TOTAL_SECONDS)
        if seconds <= 0:
            raise ModelUnavailable("the time for an answer is over")
        if is_failing(host=urlsplit(self._provider.base_url).netloc, model=name):
            raise ModelUnavailable("it failed several times just now, and is left alone for a minute")
        call = CallFor(
            purpose=purpose,
            agent=self.situation.agent,
            version=self.situation.version,
            conversation_id=self.situation.conversation_id,
            turn=self.situation.turn,
            is_dry=self.situation.is_dry,
        )
        return model_for(self._provider, name=name, call=call, seconds=seconds).answer(request)


def _names(provider: ModelProvider, chosen: Model) -> Iterator[str]:
    """In the order in which they are asked, each once."""
    yield from dict.fromkeys([chosen.name or provider.model, *chosen.fallbacks])
