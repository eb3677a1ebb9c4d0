"""How much Kommo was called, and how much room is left: counted in Redis by every process that calls."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import redis
from django.conf import settings

BUCKET = timedelta(minutes=10)
SHOWN = timedelta(hours=24)
REDIS_TIMEOUT = 0.25


@dataclass(frozen=True, slots=True)
class Bucket:
    """Ten minutes from `at`: calls made, those that failed, and those that Kommo answered with a limit."""

    at: datetime
    calls: int
    errors: int
    limited: int


@dataclass(frozen=True, slots=True)
class Headroom:
    """Calls of the last second, how many a second may have, and until when nobody may call (None: now)."""

    used: int
    limit: float
    paused_until: datetime | None


def traffic(*, base_url: str) -> list[Bucket]:
    """The last 24 hours, oldest first, a bucket for each ten minutes. Empty while Redis is away."""
    host, width = urlsplit(base_url).netloc, int(BUCKET.total_seconds())
    newest = int(time.time()) // width * width
    moments = range(newest - int(SHOWN.total_seconds()) + width, newest + 1, width)
    try:
        with _redis() as client, client.pipeline(transaction=False) as pipe:
            for moment in moments:
                pipe.hmget(f"kommo:traffic:{host}:{moment}", "calls", "errors", "limited")
            counts = pipe.execute()
    except redis.RedisError:
        return []
    return [
        Bucket(datetime.fromtimestamp(moment, tz=UTC), *(int(count or 0) for count in found))
        for moment, found in zip(moments, counts, strict=True)
    ]


def headroom(*, base_url: str) -> Headroom:
    """Without Redis, as if nothing were used."""
    host, now = urlsplit(base_url).netloc, time.time()
    limit = settings.KOMMO_RATE_PER_SECOND
    try:
        with _redis() as client:
            slot, *pauses = client.mget(f"kommo:slot:{host}", f"kommo:pause:{host}", "kommo:pause")
    except redis.RedisError:
        return Headroom(0, limit, None)
    ahead = max(0.0, float(slot or 0) / 1000 - now)
    until = max((float(pause) / 1000 for pause in pauses if pause), default=0.0)
    paused = datetime.fromtimestamp(until, tz=UTC) if until > now else None
    return Headroom(min(round(ahead * limit), int(limit)), limit, paused)


def _redis() -> redis.Redis:
    return redis.Redis.from_url(
        settings.REDIS_URL, socket_timeout=REDIS_TIMEOUT, socket_connect_timeout=REDIS_TIMEOUT, retry=None
    )
