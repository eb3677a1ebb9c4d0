"""The ledger of requests to models. Each is written when it is over: no transaction may be open, to undo it."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from agents.billing.attempts import Attempt
from agents.billing.prices import price_of
from agents.models import Agent, AgentVersion, ModelCall, ModelProvider


@dataclass(frozen=True, kw_only=True)
class CallFor:
    """For whom a model is asked, and what for. `turn`: the id of the first message that is to be answered."""

    purpose: ModelCall.Purpose
    agent: Agent | None = None
    version: AgentVersion | None = None
    conversation_id: int | None = None
    turn: str = ""
    is_dry: bool = False


ANYBODY = CallFor(purpose=ModelCall.Purpose.OTHER)


def model_call_note(attempt: Attempt, *, provider: ModelProvider, call: CallFor) -> ModelCall:
    """Keep what one request cost, whatever came of it."""
    price = price_of(provider.prices, attempt.model)
    of_turn = ModelCall.objects.filter(conversation_id=call.conversation_id, turn=call.turn, purpose=call.purpose)
    return ModelCall.objects.create(
        conversation_id=call.conversation_id,
        turn=call.turn,
        agent=call.agent,
        version=call.version,
        purpose=call.purpose,
        is_dry=call.is_dry,
        host=urlsplit(provider.base_url).netloc[:300],
        model=attempt.model,
        attempt=of_turn.count() + 1 if call.turn else 1,
        tokens_in=attempt.usage.read,
        tokens_cached=attempt.usage.cached,
        tokens_out=attempt.usage.wrote,
        is_estimated=attempt.usage.is_estimated,
        cost_micros=price.micros(attempt.usage) if price else None,
        took_ms=attempt.took_ms,
        first_ms=attempt.first_ms,
        status=attempt.status.value,
        error=attempt.error[:500],
    )
