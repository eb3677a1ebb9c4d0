"""An answer while it is made: its text goes over Redis to whoever looks on. The row is the answer; this may be lost."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import redis
import structlog
from django.conf import settings
from django.db import connection

log = structlog.get_logger(__name__)

# So often the growing text is told at most: nobody reads faster.
EVERY_SECONDS = 0.06
_client = redis.Redis.from_url(settings.REDIS_URL, socket_timeout=0.2, socket_connect_timeout=0.2, retry=None)


class Growing:
    """Takes an answer's text as it grows, each time the whole of it."""

    def __init__(self, conversation_id: int) -> None:
        self._channel = _channel(conversation_id)
        self._told_at = 0.0

    def __call__(self, text: str) -> None:
        now = time.monotonic()
        if now - self._told_at >= EVERY_SECONDS:
            self._told_at = now
            _tell(self._channel, {"text": text})


def text_is_done(conversation_id: int) -> None:
    """What came of it stands in the rows now."""
    _tell(_channel(conversation_id), {"done": True})


class Following:
    def __init__(self, subscription: redis.client.PubSub) -> None:
        self._subscription = subscription

    def next(self, *, seconds: float) -> dict[str, Any] | None:
        """What was told next, {"text": …} or {"done": true}; None after so long. Never raises: it may sleep instead."""
        try:
            told = self._subscription.get_message(ignore_subscribe_messages=True, timeout=seconds)
        except redis.RedisError:
            time.sleep(min(seconds, 0.5))
            return None
        return json.loads(told["data"]) if told else None


@contextmanager
def following(conversation_id: int) -> Iterator[Following]:
    """What is told of this conversation from here on."""
    client = redis.Redis.from_url(settings.REDIS_URL, socket_timeout=5, socket_connect_timeout=0.5, retry=None)
    subscription = client.pubsub()
    try:
        try:
            subscription.subscribe(_channel(conversation_id))
        except redis.RedisError as error:
            log.warning("live_text_not_followed", error=type(error).__name__)
        yield Following(subscription)
    finally:
        subscription.close()
        client.close()


def _channel(conversation_id: int) -> str:
    return f"leadwright:chat:{connection.tenant.pk}:{conversation_id}"


def _tell(channel: str, what: dict[str, Any]) -> None:
    try:
        _client.publish(channel, json.dumps(what))
    except redis.RedisError as error:
        log.warning("live_text_lost", error=type(error).__name__)
