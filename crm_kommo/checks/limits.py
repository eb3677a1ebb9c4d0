"""Is there room for more calls, and do the clocks agree?"""

from django.utils import timezone
from redis import RedisError

from crm_kommo.checks.result import Outcome, Result
from crm_kommo.client.kommo import KommoClient
from crm_kommo.models import CheckRun, Connection
from crm_kommo.oauth import token_claims
from crm_kommo.traffic import headroom, traffic

CLOCK_MOST = 60
LAST_HOUR = 6


def check_headroom(kommo: KommoClient, run: CheckRun) -> Result:
    try:
        room = headroom(base_url=run.connection.base_url)
        buckets = traffic(base_url=run.connection.base_url)
    except RedisError:
        return Result(Outcome.WARN, "calls_not_counted")
    if room.paused_until:
        seconds = max(1, round((room.paused_until - timezone.now()).total_seconds()))
        return Result(Outcome.WARN, "calls_paused", {"seconds": seconds})
    limited = sum(bucket.limited for bucket in buckets[-LAST_HOUR:])
    if limited:
        return Result(Outcome.WARN, "was_limited", {"count": limited})
    return Result(Outcome.OK, "has_room", {"limit": room.allowed})


def check_clock(kommo: KommoClient, run: CheckRun) -> Result:
    """A token says when Kommo made it; we know when we got it. Unless it was given to us by hand, or is no JWT."""
    connection = Connection.objects.get(pk=run.connection_id)
    issued_at = _issued_at(connection.access_token or "")
    if issued_at is None or connection.refresh_issued_at is None:
        return Result(Outcome.SKIPPED, "clock_unknown")
    apart = round(abs(connection.refresh_issued_at.timestamp() - issued_at))
    if apart > CLOCK_MOST:
        return Result(Outcome.BAD, "clock_wrong", {"seconds": apart})
    return Result(Outcome.OK, "clock_right")


def _issued_at(token: str) -> float | None:
    """Compared, never trusted."""
    issued_at = token_claims(token).get("iat")
    return float(issued_at) if isinstance(issued_at, int | float) else None
