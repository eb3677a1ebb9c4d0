"""Waiting for an answer that a worker makes, and reading it as it grows. Each holds a thread, so that few may."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import BoundedSemaphore

from django.conf import settings
from django_tenants.utils import tenant_context

from automation.held_here.live_text import following
from chat import selectors
from chat.models import Decision, Message
from tenants.models import Tenant

# What is told over Redis may be lost: so often the rows are looked at.
LOOK_SECONDS = 1.0
_places = BoundedSemaphore(settings.CHAT_WAITERS_MOST)


@dataclass(frozen=True)
class Grown:
    """The answer so far, and whether it goes on from what was told before it."""

    text: str
    goes_on: bool


@contextmanager
def place_to_wait() -> Iterator[bool]:
    """False: all are taken, and the caller has to come back by itself."""
    taken = _places.acquire(blocking=False)
    try:
        yield taken
    finally:
        if taken:
            _places.release()


def decision_awaited(message: Message, *, seconds: float) -> Decision | None:
    """What was decided about this message of a customer, as soon as it is; None when that takes longer."""
    for told in _followed(message, seconds):
        if isinstance(told, Decision):
            return told
    return None


def answer_followed(message: Message, *, tenant: Tenant) -> Iterator[Grown | Decision | None]:
    """The answer as it grows, the decision in the end; None now and then, while there is nothing to tell.

    It outlives its request, so that it enters the workspace by itself, for each look anew.
    """
    with place_to_wait() as has_place:
        steps = _followed(message, settings.CHAT_STREAM_SECONDS if has_place else 0.0)
        while True:
            with tenant_context(tenant):
                try:
                    told = next(steps)
                except StopIteration:
                    return
            yield told


def _followed(message: Message, seconds: float) -> Iterator[Grown | Decision | None]:
    until, text = time.monotonic() + seconds, ""
    with following(message.conversation_id) as told_live:
        while not (decision := selectors.decision_about(message.pk)):
            left = until - time.monotonic()
            if left <= 0:
                return
            told = told_live.next(seconds=min(left, LOOK_SECONDS)) or {}
            if grown := told.get("text"):
                yield Grown(grown, goes_on=grown.startswith(text))
                text = grown
            else:
                yield None
    yield decision
