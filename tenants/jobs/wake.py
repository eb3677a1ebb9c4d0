"""The wake-up: one LPUSH that spares the clock up to a second of sleep. It may fail; nothing depends on it."""

import time

import redis
import structlog
from django.conf import settings

log = structlog.get_logger(__name__)

WAKE_LIST = "leadwright:wake"
# A hung Redis costs a request at most this long, and then nothing until the breaker closes again.
TIMEOUT_SECONDS = 0.05
BREAKER_SECONDS = 2.0

_client = redis.Redis.from_url(
    settings.REDIS_URL,
    socket_timeout=TIMEOUT_SECONDS,
    socket_connect_timeout=TIMEOUT_SECONDS,
    retry=None,
)
_quiet_until = 0.0


def wake_clock() -> None:
    """Tell the clock that a job may be due. Never raises: the clock looks by itself within a second."""
    global _quiet_until
    if time.monotonic() < _quiet_until:
        return
    try:
        _client.lpush(WAKE_LIST, 1)
    except redis.RedisError as error:
        _quiet_until = time.monotonic() + BREAKER_SECONDS
        log.warning("wake_up_lost", error=type(error).__name__)
