"""When a turn may speak: the quiet it waits for first, and how soon after the customer's words an answer may come."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings

from agents.settings.conduct import Rhythm
from chat.models import Message


def quiet_at(*, first: datetime, last: datetime, wait_seconds: float) -> datetime:
    """When the wait for more is over: each message restarts it, up to a cap that counts from the first that waits."""
    cap = max(settings.TURN_WAIT_CAP_SECONDS, wait_seconds)
    return min(last + timedelta(seconds=wait_seconds), first + timedelta(seconds=cap))


def wait_of(rhythm: Rhythm) -> float:
    return settings.TURN_WAIT_SECONDS if rhythm.wait_seconds is None else rhythm.wait_seconds


def quiet_for(rhythm: Rhythm, messages: Iterable[Message]) -> datetime:
    """When this agent may begin to answer these messages."""
    came = [message.created_at for message in messages]
    return quiet_at(first=min(came), last=max(came), wait_seconds=wait_of(rhythm))


def send_at(rhythm: Rhythm, messages: Iterable[Message]) -> datetime:
    """Before then its answer is not sent."""
    return max(message.created_at for message in messages) + timedelta(seconds=rhythm.delay_seconds)
