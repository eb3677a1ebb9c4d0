"""The numbers of the overview, each a count of rows that can be looked at."""

from dataclasses import dataclass
from datetime import datetime

from agents.reasons import reason_label
from agents.verdicts import Reason
from chat import selectors as chat
from chat.models import Conversation

ANSWERED = {Reason.ANSWERED, Reason.ANSWERED_UNKNOWN, Reason.BY_SCRIPT}


@dataclass(frozen=True)
class Figures:
    """Of customers' messages decided since a moment; `silent` is by reason, most frequent first."""

    decided: int
    answered: int
    unknown: int
    silent: list[tuple[str, int]]
    with_person: int
    unanswered: int


def figures(*, since: datetime) -> Figures:
    """Three queries."""
    counts = chat.decision_counts(since=since)
    silent = [(reason, count) for reason, count in counts.items() if reason not in ANSWERED]
    return Figures(
        decided=sum(counts.values()),
        answered=sum(count for reason, count in counts.items() if reason in ANSWERED),
        unknown=counts.get(Reason.ANSWERED_UNKNOWN, 0),
        silent=sorted(
            ((reason_label(reason), count) for reason, count in silent),
            key=lambda pair: -pair[1],
        ),
        with_person=chat.conversations(answered_by=Conversation.AnsweredBy.PERSON).count(),
        unanswered=chat.conversations(answered_by=chat.UNANSWERED).count(),
    )
