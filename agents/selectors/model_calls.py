from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from agents.models import ModelCall

# So many failures in a row within so long: then a model is left alone, until they are older than that.
FAILURES_MOST = 5
LATELY = timedelta(seconds=60)


@dataclass(frozen=True)
class Spent:
    """What requests to models came to. `cost_micros` None: none of them has a price."""

    calls: int = 0
    tokens: int = 0
    cost_micros: int | None = None
    took_ms: int = 0

    @property
    def seconds(self) -> float:
        return self.took_ms / 1000


def spent_in(conversation_id: int) -> Spent:
    """On a whole conversation, data entry and what failed included."""
    return _spent(Q(conversation_id=conversation_id))


def spent_on_turn(conversation_id: int, turn: str) -> Spent:
    """On the answer to the messages from this one on."""
    return _spent(Q(conversation_id=conversation_id, turn=turn))


def cost_by_agent(*, since: datetime | None, conversation_id: int | None = None) -> Mapping[int, int]:
    """Agent → what its requests cost since then, in millionths; in one conversation or in all. Dry runs cost too."""
    calls = ModelCall.objects.order_by().exclude(agent=None)
    if since is not None:
        calls = calls.filter(created_at__gte=since)
    if conversation_id is not None:
        calls = calls.filter(conversation_id=conversation_id)
    return dict(calls.values_list("agent_id").annotate(cost=Coalesce(Sum("cost_micros"), 0)))


def is_failing(*, host: str, model: str) -> bool:
    """Whether the last requests to it all failed for the moment: then another one would only cost time."""
    lately = ModelCall.objects.filter(host=host, model=model, created_at__gt=timezone.now() - LATELY)
    last = list(lately.order_by("-pk").values_list("status", flat=True)[:FAILURES_MOST])
    return len(last) == FAILURES_MOST and set(last) == {ModelCall.Status.AWAY.value}


def _spent(calls: Q) -> Spent:
    found = ModelCall.objects.filter(calls).aggregate(
        calls=Count("pk"),
        tokens=Coalesce(Sum("tokens_in"), 0) + Coalesce(Sum("tokens_out"), 0),
        cost_micros=Sum("cost_micros"),
        took_ms=Coalesce(Sum("took_ms"), 0),
    )
    return Spent(**found)
