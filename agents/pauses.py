"""Until when an agent may be paused. Pure: the moment comes in, in the zone in which days are counted."""

from datetime import datetime, time, timedelta

MORNING = time(9)


def in_an_hour(now: datetime) -> datetime:
    return now + timedelta(hours=1)


def tomorrow_morning(now: datetime) -> datetime:
    """At 09:00 of the day after; `now` is in the workspace's zone."""
    return datetime.combine(now.date() + timedelta(days=1), MORNING, tzinfo=now.tzinfo)
