"""The summary of a long episode, as it is shown beside the thread."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from agents.remembering.summing import PARTS
from chat import remembered
from chat.models import Conversation


@dataclass(frozen=True)
class SummaryShown:
    """`until`: what was said later is in no summary. `made_by` "": sentences as they were said, no model wrote it."""

    until: datetime
    made_by: str
    parts: list[tuple[str, list[str]]]


def summary_shown(conversation: Conversation) -> SummaryShown | None:
    """None where the episode is short."""
    summary = remembered.summary_of(conversation)
    if summary is None:
        return None
    titles = {
        "goal": _("What they want"),
        "done": _("Done"),
        "promised": _("Promised"),
        "open": _("Not answered yet"),
        "facts": _("Said of themselves"),
    }
    parts = [(titles[name], lines) for name in PARTS if (lines := summary.parts.get(name))]
    return SummaryShown(summary.covers_at, summary.made_by, parts)
