"""What the overview shows of the last 24 hours: calls to Kommo, and what waits to be done."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from redis import RedisError

from crm_kommo.models import Connection
from crm_kommo.traffic import TOO_MANY_ERRORS, Bucket, headroom, traffic
from tenants.models import Tenant
from tenants.selectors import jobs_owed

# Three ten-minute buckets make a bar.
TOGETHER = 3
HEIGHT = 40
LEAST = 2


@dataclass(frozen=True)
class Bar:
    """Half an hour in the picture: place and height in its units, counts in words beside it."""

    x: int
    height: int
    y: int
    tone: str
    begins: datetime
    calls: int
    errors: int
    limited: int


def overview(connection: Connection | None, *, tenant: Tenant) -> dict[str, Any]:
    """Context of templates/crm_kommo/traffic.html; nothing without a connection."""
    return {"calls": _calls(connection), "jobs": jobs_owed(tenant)} if connection else {}


def _calls(connection: Connection) -> dict[str, Any] | None:
    """None while Redis is away: it alone has counted them."""
    try:
        buckets, room = traffic(base_url=connection.base_url), headroom(base_url=connection.base_url)
    except RedisError:
        return None
    return {
        "bars": bars(buckets),
        "height": HEIGHT,
        "made": sum(bucket.calls for bucket in buckets),
        "errors": sum(bucket.errors for bucket in buckets),
        "limited": sum(bucket.limited for bucket in buckets),
        "room": room,
    }


def bars(buckets: list[Bucket]) -> list[Bar]:
    """Pure. The highest fills the picture; where nothing was called, there is a low mark all the same."""
    groups = [buckets[start : start + TOGETHER] for start in range(0, len(buckets), TOGETHER)]
    most = max((sum(bucket.calls for bucket in group) for group in groups), default=0)
    return [_bar(group, place=place, most=most) for place, group in enumerate(groups)]


def _bar(group: list[Bucket], *, place: int, most: int) -> Bar:
    calls, errors, limited = (
        sum(bucket.calls for bucket in group),
        sum(bucket.errors for bucket in group),
        sum(bucket.limited for bucket in group),
    )
    height = max(LEAST, round(HEIGHT * calls / most)) if most else LEAST
    return Bar(
        x=place * 6,
        height=height,
        y=HEIGHT - height,
        tone=_tone(calls=calls, errors=errors, limited=limited),
        begins=group[0].at,
        calls=calls,
        errors=errors,
        limited=limited,
    )


def _tone(*, calls: int, errors: int, limited: int) -> str:
    if errors and errors >= TOO_MANY_ERRORS * calls:
        return "bad"
    if errors or limited:
        return "warn"
    return "ok" if calls else "off"
