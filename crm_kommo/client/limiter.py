"""How fast Kommo may be called: one bucket for each account, shared by every process through Redis.

Kommo allows 7 requests a second and blocks who goes on after a 429. The bucket holds one token, so calls are spaced
evenly and no second holds more of them than allowed, whatever the window. Each caller reserves the next free slot
and sleeps until it comes; a pause (after a 429 or a block) pushes the slots of everybody.
"""

import threading
import time

import redis
import structlog
from django.conf import settings

from crm_kommo.client.errors import RateLimited

log = structlog.get_logger(__name__)

# Slots lie a little wider than the limit asks, because the way to Kommo does not take equally long each time.
SPARE = 1.06
# Without Redis each process keeps a bucket of its own, at a rate that lets several of them live side by side.
ALONE_SHARE = 0.25
REDIS_TIMEOUT = 0.25
REDIS_BREAK = 5.0

# KEYS: next free slot, pause of this bucket, pause of all buckets. ARGV: spacing and longest wait. All milliseconds.
RESERVE = """
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local slot = math.max(now,
    tonumber(redis.call('GET', KEYS[1]) or 0),
    tonumber(redis.call('GET', KEYS[2]) or 0),
    tonumber(redis.call('GET', KEYS[3]) or 0))
local wait = slot - now
if wait <= tonumber(ARGV[2]) then
    redis.call('SET', KEYS[1], slot + ARGV[1], 'PX', wait + ARGV[1] + 1000)
    return {1, wait}
end
return {0, wait}
"""
PAUSE = """
local time = redis.call('TIME')
local till = time[1] * 1000 + math.floor(time[2] / 1000) + ARGV[1]
if till > tonumber(redis.call('GET', KEYS[1]) or 0) then
    redis.call('SET', KEYS[1], till, 'PX', ARGV[1])
end
"""
EVERYBODY = "kommo:pause"
BANNED = "kommo:banned"


class Limiter:
    """`name` of a bucket is the account's host: known before the account's id is, and one for one account."""

    def __init__(self, *, per_second: float, redis_url: str) -> None:
        self._spacing = SPARE / per_second
        self._redis = redis.Redis.from_url(
            redis_url, socket_timeout=REDIS_TIMEOUT, socket_connect_timeout=REDIS_TIMEOUT, retry=None
        )
        self._reserve = self._redis.register_script(RESERVE)
        self._pause = self._redis.register_script(PAUSE)
        self._alone = LocalBuckets(spacing=self._spacing / ALONE_SHARE)
        self._redis_away_until = 0.0

    def acquire(self, name: str, *, within: float) -> None:
        """Sleep until a call may be made. Raises RateLimited when that is more than `within` seconds away."""
        deadline = time.monotonic() + within
        while (wait := self._wait(name, within=max(0.0, deadline - time.monotonic()))) > 0:
            time.sleep(wait)
            if not self._paused(name):
                return

    def pause(self, name: str, *, seconds: float) -> None:
        """Nobody calls this account for so long."""
        self._alone.pause(name, seconds=seconds)
        try:
            self._pause(keys=[_pause_key(name)], args=[int(seconds * 1000)])
        except redis.RedisError as error:
            self._lost(error)

    def ban(self, name: str, *, seconds: float) -> None:
        """The account answers with a block. Two accounts at once: it is our address, and nobody calls any."""
        self.pause(name, seconds=seconds)
        try:
            self._redis.zremrangebyscore(BANNED, 0, time.time() - seconds)
            self._redis.zadd(BANNED, {name: time.time()})
            if self._redis.zcard(BANNED) > 1:
                self._pause(keys=[EVERYBODY], args=[int(seconds * 1000)])
        except redis.RedisError as error:
            self._lost(error)

    def _wait(self, name: str, *, within: float) -> float:
        if time.monotonic() < self._redis_away_until:
            return self._alone.reserve(name, within=within)
        try:
            reserved, milliseconds = self._reserve(
                keys=[f"kommo:slot:{name}", _pause_key(name), EVERYBODY],
                args=[int(self._spacing * 1000), int(within * 1000)],
            )
        except redis.RedisError as error:
            self._lost(error)
            return self._alone.reserve(name, within=within)
        if not reserved:
            raise RateLimited("Calls to Kommo are paused.", status=None, retry_after=milliseconds / 1000)
        return milliseconds / 1000

    def _paused(self, name: str) -> bool:
        """Whether a pause began while we slept; the slot is then lost and another one is needed."""
        if time.monotonic() < self._redis_away_until:
            return False
        try:
            return bool(self._redis.exists(_pause_key(name), EVERYBODY))
        except redis.RedisError as error:
            self._lost(error)
            return False

    def _lost(self, error: redis.RedisError) -> None:
        self._redis_away_until = time.monotonic() + REDIS_BREAK
        log.warning("kommo_limiter_alone", error=type(error).__name__)


class LocalBuckets:
    """The same rule inside one process."""

    def __init__(self, *, spacing: float) -> None:
        self._spacing = spacing
        self._lock = threading.Lock()
        self._slots: dict[str, float] = {}

    def reserve(self, name: str, *, within: float) -> float:
        with self._lock:
            now = time.monotonic()
            slot = max(now, self._slots.get(name, 0.0))
            if slot - now > within:
                raise RateLimited("Calls to Kommo are paused.", status=None, retry_after=slot - now)
            self._slots[name] = slot + self._spacing
            return slot - now

    def pause(self, name: str, *, seconds: float) -> None:
        with self._lock:
            self._slots[name] = max(self._slots.get(name, 0.0), time.monotonic() + seconds)


def _pause_key(name: str) -> str:
    return f"kommo:pause:{name}"


shared_limiter = Limiter(per_second=settings.KOMMO_RATE_PER_SECOND, redis_url=settings.REDIS_URL)
