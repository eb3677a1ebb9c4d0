"""Ask the models an agent may use, one after the other, until one answers."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import structlog

from agents.answering.types import Situation
from agents.llm.errors import ModelError
from agents.llm.extractive_model import ExtractiveModel
from agents.llm.factory import model_for
from agents.llm.types import ChatAnswer, ChatRequest
from agents.models import ModelProvider
from agents.selectors import model_provider_of
from agents.settings.model import Model
from tenants.jobs import lease_renew

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Failure:
    """A model that did not answer, and why."""

    model: str
    reason: str


@dataclass(frozen=True)
class Asked:
    """`failures`: of the models that were asked before the one that answered."""

    answer: ChatAnswer
    failures: list[Failure] = field(default_factory=list)

    @property
    def failure(self) -> str:
        """Why the workspace's own model did not answer; empty when it did."""
        return "; ".join(f"{failed.model}: {failed.reason}" for failed in self.failures)


def model_asked(situation: Situation, request: ChatRequest) -> Asked:
    """The agent's model, then its fallbacks, then the built-in one, which always answers.

    Raises ModelError when the situation asks for patience, and one of them was only away for the moment.
    """
    provider = model_provider_of(situation.agent)
    if provider is None:
        return Asked(ExtractiveModel().answer(request))
    failures, awaited = [], None
    for name in _names(provider, situation.settings.model):
        lease_renew()
        try:
            return Asked(model_for(provider, name=name).answer(request), failures)
        except ModelError as error:
            log.warning("model_failed", model=name, error=type(error).__name__)
            failures.append(Failure(name, f"{type(error).__name__}: {error}"))
            awaited = awaited or (error if error.retryable else None)
    if situation.patient and awaited:
        raise awaited
    return Asked(ExtractiveModel().answer(request), failures)


def _names(provider: ModelProvider, chosen: Model) -> Iterator[str]:
    """In the order in which they are asked, each once."""
    yield from dict.fromkeys([chosen.name or provider.model, *chosen.fallbacks])
