"""How an account's calls went lately, and how much room there is now. Redis alone knows; without it they raise."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

from crm_kommo.client.bucket_keys import TRAFFIC_SECONDS
from crm_kommo.client.limiter import shared_limiter

DAY = 24 * 3600
# The share of calls from which on failures are a fault of the connection, and no longer single mishaps.
TOO_MANY_ERRORS = 0.05


@dataclass(frozen=True, slots=True)
class Bucket:
    """Ten minutes from `at`: calls made, those of them that failed, and those that met a limit or a block."""

    at: datetime
    calls: int
    errors: int
    limited: int


@dataclass(frozen=True, slots=True)
class Headroom:
    """Calls made in the last second out of those allowed; `paused_until` while nobody may call."""

    used: int
    allowed: int
    paused_until: datetime | None


def traffic(*, base_url: str) -> list[Bucket]:
    """The last 24 hours in steps of ten minutes, oldest first, quiet ones with zeros. Raises redis.RedisError."""
    keys = shared_limiter.keys(urlsplit(base_url).netloc)
    this = int(time.time() // TRAFFIC_SECONDS) * TRAFFIC_SECONDS
    times = range(this - DAY + TRAFFIC_SECONDS, this + 1, TRAFFIC_SECONDS)
    with shared_limiter.redis.pipeline(transaction=False) as pipeline:
        for at in times:
            pipeline.hmget(keys.traffic(at=at), ["calls", "errors", "limited"])
        counts = pipeline.execute()
    return [
        Bucket(datetime.fromtimestamp(at, UTC), *(int(count or 0) for count in found))
        for at, found in zip(times, counts, strict=True)
    ]


def headroom(*, base_url: str) -> Headroom:
    """Raises redis.RedisError."""
    keys = shared_limiter.keys(urlsplit(base_url).netloc)
    with shared_limiter.redis.pipeline(transaction=False) as pipeline:
        pipeline.time()
        pipeline.zrange(keys.sent, 0, -1, withscores=True)
        pipeline.mget([keys.pause, keys.pause_of_all])
        (seconds, microseconds), sent, pauses = pipeline.execute()
    now = seconds * 1000 + microseconds // 1000
    paused_until = max((float(pause) for pause in pauses if pause), default=0.0)
    return Headroom(
        used=sum(1 for _call, at in sent if now - at < 1000),
        allowed=int(shared_limiter.per_second),
        paused_until=datetime.fromtimestamp(paused_until / 1000, UTC) if paused_until > now else None,
    )
