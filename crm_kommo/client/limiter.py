"""How fast Kommo may be called: one bucket for each account and address of ours, shared by every process.

Kommo allows 7 requests a second and blocks who goes on after a 429. Each caller takes a place in a line of evenly
spaced slots, sleeps until it comes, and is then let through if the calls really made in the last second leave room:
who wakes late cannot push two seconds' worth of calls into one. What is done in the background has a slower line of
its own before it, so that answers to people always find slots free. A pause pushes everybody.
"""

import time
from enum import StrEnum

import redis
import structlog
from django.conf import settings

from crm_kommo.client.bucket_keys import TRAFFIC_KEPT_SECONDS, BucketKeys
from crm_kommo.client.bucket_scripts import PAUSE, RESERVE, TAKE
from crm_kommo.client.errors import RateLimited
from crm_kommo.client.local_buckets import LocalBuckets

log = structlog.get_logger(__name__)

# The window is a little wider than Kommo's second, because the way there does not take equally long each time.
SPARE = 1.06
# Without Redis each process keeps a bucket of its own, at a rate that lets several of them live side by side.
ALONE_SHARE = 0.25
REDIS_TIMEOUT = 0.25
REDIS_BREAK = 5.0
# Of a 429 that does not say for how long: doubled by each that follows.
FIRST_PAUSE = 10.0
LONGEST_PAUSE = 300.0
# After a block of one account nobody calls for so long; then the next account shows whether it was our address.
PROBE_AFTER = 15.0


class Lane(StrEnum):
    """LIVE: somebody waits for the answer, the whole limit may be used. BACKGROUND: only a part of it."""

    LIVE = "live"
    BACKGROUND = "background"


class Limiter:
    """`name` of a bucket is the account's host. `egress` names the address that Kommo sees us come from."""

    def __init__(
        self, *, per_second: float, redis_url: str, background_per_second: float | None = None, egress: str = ""
    ) -> None:
        self.per_second = per_second
        self.redis = redis.Redis.from_url(
            redis_url, socket_timeout=REDIS_TIMEOUT, socket_connect_timeout=REDIS_TIMEOUT, retry=None
        )
        self._spacing = SPARE / per_second
        self._background_spacing = SPARE / min(background_per_second or per_second, per_second)
        self._egress = egress
        self._reserve = self.redis.register_script(RESERVE)
        self._take = self.redis.register_script(TAKE)
        self._pause = self.redis.register_script(PAUSE)
        self._alone = LocalBuckets(spacing=self._spacing / ALONE_SHARE)
        self._redis_away_until = 0.0

    def keys(self, name: str) -> BucketKeys:
        return BucketKeys(egress=self._egress, name=name)

    def acquire(self, name: str, *, within: float, lane: Lane = Lane.LIVE) -> None:
        """Sleep until a call may be made. Raises RateLimited when that is more than `within` seconds away."""
        deadline = time.monotonic() + within
        if time.monotonic() >= self._redis_away_until:
            try:
                self._acquire_shared(self.keys(name), deadline=deadline, lane=lane)
            except redis.RedisError as error:
                self._lost(error)
            else:
                return
        time.sleep(self._alone.reserve(name, within=_left(deadline)))

    def pause(self, name: str, *, seconds: float | None) -> float:
        """Nobody calls this account for so long; None: Kommo did not say, so each time longer. Returns the seconds."""
        keys = self.keys(name)
        try:
            seconds = seconds or self._growing_pause(keys)
            self._pause(keys=[keys.pause], args=[int(seconds * 1000)])
        except redis.RedisError as error:
            self._lost(error)
        seconds = seconds or FIRST_PAUSE
        self._alone.pause(name, seconds=seconds)
        return seconds

    def ban(self, name: str, *, seconds: float) -> None:
        """The account answers with a block. Nobody on this address calls for a moment; when a second account is
        blocked as well it is the address, and nobody calls any for all the time. Otherwise the others go on.
        """
        keys = self.keys(name)
        self.pause(name, seconds=seconds)
        try:
            self.redis.zremrangebyscore(keys.banned, 0, time.time() - seconds)
            self.redis.zadd(keys.banned, {name: time.time()})
            is_address = self.redis.zcard(keys.banned) > 1
            self._pause(keys=[keys.pause_of_all], args=[int((seconds if is_address else PROBE_AFTER) * 1000)])
        except redis.RedisError as error:
            self._lost(error)
        else:
            log.error("kommo_blocked", host=name, is_address=is_address, seconds=seconds)

    def count_failure(self, name: str, *, is_limit: bool) -> None:
        """For the health of the connection: a call that was made and failed, or met a limit."""
        if time.monotonic() < self._redis_away_until:
            return
        try:
            self.redis.hincrby(self.keys(name).traffic(at=time.time()), "limited" if is_limit else "errors", 1)
        except redis.RedisError as error:
            self._lost(error)

    def _acquire_shared(self, keys: BucketKeys, *, deadline: float, lane: Lane) -> None:
        if lane is Lane.BACKGROUND:
            self._queue(keys, line=keys.background_line, spacing=self._background_spacing, deadline=deadline)
        self._queue(keys, line=keys.line, spacing=self._spacing, deadline=deadline)
        while wait := self._wait_to_take(keys):
            is_paused, seconds = wait
            if seconds > _left(deadline):
                raise _paused(seconds)
            if is_paused:
                self._queue(keys, line=keys.line, spacing=self._spacing, deadline=deadline)
            else:
                time.sleep(seconds)

    def _queue(self, keys: BucketKeys, *, line: str, spacing: float, deadline: float) -> None:
        reserved, milliseconds = self._reserve(
            keys=[line, keys.pause, keys.pause_of_all], args=[int(spacing * 1000), int(_left(deadline) * 1000)]
        )
        if not reserved:
            raise _paused(milliseconds / 1000)
        time.sleep(milliseconds / 1000)

    def _wait_to_take(self, keys: BucketKeys) -> tuple[bool, float] | None:
        """None when the call may be made now; else whether there is a pause, and the seconds to wait."""
        verdict, milliseconds = self._take(
            keys=[keys.sent, keys.pause, keys.pause_of_all, keys.traffic(at=time.time())],
            args=[max(1, int(self.per_second)), int(SPARE * 1000), TRAFFIC_KEPT_SECONDS],
        )
        return None if verdict == 1 else (verdict == -1, milliseconds / 1000)

    def _growing_pause(self, keys: BucketKeys) -> float:
        count = self.redis.incr(keys.pauses_in_a_row)
        self.redis.expire(keys.pauses_in_a_row, int(LONGEST_PAUSE * 2))
        return min(FIRST_PAUSE * 2 ** (count - 1), LONGEST_PAUSE)

    def _lost(self, error: redis.RedisError) -> None:
        self._redis_away_until = time.monotonic() + REDIS_BREAK
        log.warning("kommo_limiter_alone", error=type(error).__name__)


def _left(deadline: float) -> float:
    return max(0.0, deadline - time.monotonic())


def _paused(seconds: float) -> RateLimited:
    return RateLimited("Calls to Kommo are paused.", status=None, retry_after=seconds)


shared_limiter = Limiter(
    per_second=settings.KOMMO_RATE_PER_SECOND,
    background_per_second=settings.KOMMO_BACKGROUND_PER_SECOND,
    redis_url=settings.REDIS_URL,
    egress=settings.KOMMO_EGRESS,
)
