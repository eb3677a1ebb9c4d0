"""Who else speaks in a conversation, and how long that keeps an agent silent. Pure.

A person or a bot of Kommo that wrote is waited for until `resume_after` has passed since their last word. Nothing comes
of that by itself: the agent answers what the customer writes then.
"""

import calendar
from dataclasses import dataclass
from datetime import datetime, timedelta

from agents.settings.conduct import Pause, Takeover


@dataclass(frozen=True)
class Custody:
    """A person has the conversation: `since` their last word, or since it was given to them if that was later.

    `by_writing`: they wrote in the chat; otherwise they took it over by a button, or an agent handed it to them.
    `owes`: they have an open task about the lead.
    """

    since: datetime
    by_writing: bool = True
    owes: bool = False


def person_silences(custody: Custody | None, takeover: Takeover, now: datetime) -> bool:
    if custody is None or (custody.by_writing and not takeover.by_person):
        return False
    return custody.owes or not _is_over(custody.since, takeover.resume_after, now)


def bot_silences(wrote_at: datetime | None, takeover: Takeover, now: datetime) -> bool:
    """`wrote_at`: when a bot of Kommo last wrote, other than for us."""
    return takeover.by_bot and wrote_at is not None and not _is_over(wrote_at, takeover.resume_after, now)


def pause_ends(since: datetime, pause: Pause | None) -> datetime | None:
    """None: never. Months are those of the calendar: one after 31 January is the last of February."""
    if pause is None:
        return None
    if pause.unit == "months":
        return _months_later(since, pause.number)
    return since + timedelta(**{pause.unit: pause.number})


def _is_over(since: datetime, pause: Pause | None, now: datetime) -> bool:
    ends = pause_ends(since, pause)
    return ends is not None and ends <= now


def _months_later(since: datetime, months: int) -> datetime:
    years, month = divmod(since.month - 1 + months, 12)
    year = since.year + years
    last = calendar.monthrange(year, month + 1)[1]
    return since.replace(year=year, month=month + 1, day=min(since.day, last))
