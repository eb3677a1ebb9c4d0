from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from agents.custody import Custody


@dataclass(frozen=True)
class Circumstances:
    """What the gates of an agent's conduct ask about.

    `said_at`: when the customer's first waiting message came · `bot_wrote_at`: the last word of a bot of Kommo that
    does not wait for us · `answers_here`, `answers_today`: how often each agent has answered, by its id; one that is
    not named has not · `cost_here`, `cost_today`: what its models cost, in millionths.
    """

    now: datetime
    said_at: datetime
    person: Custody | None = None
    bot_wrote_at: datetime | None = None
    answers_here: Mapping[int, int] = field(default_factory=dict)
    answers_today: Mapping[int, int] = field(default_factory=dict)
    cost_here: Mapping[int, int] = field(default_factory=dict)
    cost_today: Mapping[int, int] = field(default_factory=dict)
