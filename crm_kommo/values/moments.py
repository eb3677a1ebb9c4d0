"""Dates. Kommo stores a day as the second of its midnight in the account's zone; that is the only right zone."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

MIDNIGHT = time()


def day_of(seconds: int, *, zone: ZoneInfo) -> date:
    """The day of a `date` or `birthday`. What was stored as midnight UTC, as imports do, is that day all the same."""
    local = datetime.fromtimestamp(seconds, zone)
    universal = datetime.fromtimestamp(seconds, UTC)
    is_universal = local.time() != MIDNIGHT and universal.time() == MIDNIGHT
    return universal.date() if is_universal else local.date()


def second_of(day: date, *, zone: ZoneInfo) -> int:
    return int(datetime.combine(day, MIDNIGHT, zone).timestamp())
