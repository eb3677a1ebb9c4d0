"""What the gates of an agent's conduct need to know about a conversation, asked only where a setting wants it."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import connection

from agents import selectors as agent_selectors
from agents.circumstances import Circumstances
from agents.gates import Scope
from agents.settings.conduct import Limits
from agents.verdicts import Reason
from automation.custody import bot_wrote_at, counts_since, custody_of
from chat import selectors as chat_selectors
from chat.models import Conversation

# Words for when it does not answer are no answers.
NO_ANSWERS = (Reason.HANDED_OFF, Reason.LIMIT_REACHED, Reason.OUTSIDE_HOURS_TEXT)


def circumstances_of(
    conversation: Conversation, *, scopes: Iterable[Scope], said_at: datetime, now: datetime
) -> Circumstances:
    limits = [scope.settings.limits for scope in scopes]
    return Circumstances(
        now=now,
        said_at=said_at,
        person=custody_of(conversation),
        bot_wrote_at=bot_wrote_at(conversation),
        answers_here=_answers_here(conversation, limits),
        answers_today=_answers_today(limits, now),
        cost_here=_cost_here(conversation, limits),
        cost_today=_cost_today(limits, now),
    )


def day_began(now: datetime) -> datetime:
    """Midnight of the workspace's day."""
    return now.astimezone(ZoneInfo(connection.tenant.time_zone)).replace(hour=0, minute=0, second=0, microsecond=0)


def _answers_here(conversation: Conversation, limits: list[Limits]) -> dict[int, int]:
    if not any(limit.per_conversation for limit in limits):
        return {}
    since = counts_since(conversation)
    return chat_selectors.answers_by_agent(since=since, but=NO_ANSWERS, conversation=conversation)


def _answers_today(limits: list[Limits], now: datetime) -> dict[int, int]:
    if not any(limit.per_day for limit in limits):
        return {}
    return chat_selectors.answers_by_agent(since=day_began(now), but=NO_ANSWERS)


def _cost_here(conversation: Conversation, limits: list[Limits]) -> Mapping[int, int]:
    if not any(limit.cost_per_conversation for limit in limits):
        return {}
    return agent_selectors.cost_by_agent(since=counts_since(conversation), conversation_id=conversation.pk)


def _cost_today(limits: list[Limits], now: datetime) -> Mapping[int, int]:
    return agent_selectors.cost_by_agent(since=day_began(now)) if any(limit.cost_per_day for limit in limits) else {}
