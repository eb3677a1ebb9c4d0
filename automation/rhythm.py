"""When a turn may speak: the quiet it waits for first, and how soon after the customer's words an answer may come."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings

from agents.settings.conduct import Rhythm
from chat.models import Message

# Who has not come to an end is waited for so many times as long.
GOES_ON_TIMES = 2
# With these a sentence ends, whatever closes behind them.
_ENDS = (".", "!", "?", "…", "。", "！", "？", "؟")
_CLOSES = " \t\n\"'»”’)]"


def quiet_at(*, first: datetime, last: datetime, wait_seconds: float, goes_on: bool = False) -> datetime:
    """When the wait for more is over: each message restarts it, up to a cap that counts from the first that waits.

    `goes_on`: the customer does not seem to be at an end. A click needs no wait, `wait_seconds` 0; Kommo tells of none,
    nor of anybody's typing.
    """
    cap = max(settings.TURN_WAIT_CAP_SECONDS, wait_seconds)
    wait = wait_seconds * (GOES_ON_TIMES if goes_on else 1)
    return min(last + timedelta(seconds=wait), first + timedelta(seconds=cap))


def goes_on(text: str) -> bool:
    """Whether a message looks as if another one follows: no sentence ends with it, or it is media without words."""
    return not text.rstrip(_CLOSES).endswith(_ENDS)


def wait_of(rhythm: Rhythm) -> float:
    return settings.TURN_WAIT_SECONDS if rhythm.wait_seconds is None else rhythm.wait_seconds


def quiet_for(rhythm: Rhythm, messages: Iterable[Message]) -> datetime:
    """When this agent may begin to answer these messages."""
    came = sorted(messages, key=lambda message: message.created_at)
    first, last = came[0].created_at, came[-1].created_at
    return quiet_at(first=first, last=last, wait_seconds=wait_of(rhythm), goes_on=goes_on(came[-1].text))


def send_at(rhythm: Rhythm, messages: Iterable[Message]) -> datetime:
    """Before then its answer is not sent."""
    return max(message.created_at for message in messages) + timedelta(seconds=rhythm.delay_seconds)
