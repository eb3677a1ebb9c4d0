"""Times for tests: weeks of working hours around now, and a clock that is turned by making what happened older."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import F
from django.utils import timezone

from agents.settings.hours import WEEKDAYS
from chat.models import Conversation, Decision, Message

ALL_DAY = [{"opens": "00:00", "closes": "00:00"}]
ALWAYS = dict.fromkeys(WEEKDAYS, ALL_DAY)


def weekday(ahead: int = 0) -> str:
    return WEEKDAYS[(timezone.now() + timedelta(days=ahead)).weekday()]


def shut_today() -> dict[str, Any]:
    """Hours that are on, and open from the day after tomorrow only."""
    return {"is_on": True, "zone": "UTC", "week": {weekday(2): ALL_DAY}}


def next_day(weekday_name: str) -> datetime:
    """Midnight, in UTC, before the next such day."""
    today = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
    return today + timedelta(days=(WEEKDAYS.index(weekday_name) - today.weekday()) % 7 or 7)


def time_passes(**length: int) -> None:
    """As if all that was said, decided and given had been so much earlier."""
    earlier = timedelta(**length)
    Message.objects.update(created_at=F("created_at") - earlier, said_at=F("said_at") - earlier)
    Decision.objects.update(created_at=F("created_at") - earlier)
    times = ("taken_over_at", "person_wrote_at", "bot_wrote_at", "handed_back_at")
    Conversation.objects.update(**{name: F(name) - earlier for name in times})
