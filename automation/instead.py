"""What an agent does where its hours or its limits keep it from answering."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from agents.answering import Reply, hand_off_reply, task_only_reply
from agents.gates import Scope, Verdict
from agents.opening import next_opening
from agents.verdicts import Reason
from chat import selectors as chat_selectors
from chat.models import Conversation

# Where an agent that may not answer has something else to do.
INSTEAD = (Reason.OUTSIDE_HOURS, Reason.LIMIT_REACHED)


@dataclass(frozen=True)
class NotYet:
    """Nothing is decided until then; the turn is run again. `for_opening`: when the agent's working hours begin."""

    until: datetime
    for_opening: bool = False


def instead_of_answer(
    conversation: Conversation, verdict: Verdict, *, said: str, now: datetime
) -> Reply | NotYet | None:
    """None: silence."""
    if verdict.reason is Reason.OUTSIDE_HOURS:
        return _when_closed(conversation, verdict.scope, now)
    if verdict.reason is Reason.LIMIT_REACHED:
        return _at_the_limit(verdict.scope, said)
    return None


def _when_closed(conversation: Conversation, scope: Scope, now: datetime) -> Reply | NotYet | None:
    hours = scope.settings.hours
    if hours.outside == "at_opening":
        opens = next_opening(hours, now)
        return NotYet(opens, for_opening=True) if opens else None
    since = now - timedelta(hours=hours.every_hours)
    said_already = chat_selectors.was_decided(conversation, reason=Reason.OUTSIDE_HOURS_TEXT, since=since)
    says_it = hours.outside == "text" and not said_already
    return Reply(text=hours.text, reason=Reason.OUTSIDE_HOURS_TEXT) if says_it else None


def _at_the_limit(scope: Scope, said: str) -> Reply:
    settings = scope.settings
    if not settings.handoff.limit.is_on:
        return task_only_reply(agent_id=scope.agent_id, settings=settings, why="limit", said=said)
    return hand_off_reply(agent_id=scope.agent_id, settings=settings, why="limit", customer=[said])
