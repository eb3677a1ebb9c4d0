"""Whether an agent answers customers now, in a word."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from agents.models import Agent

Code = Literal["off", "unpublished", "paused", "live"]


@dataclass(frozen=True)
class Mode:
    """`tone` as components/chip.html takes it."""

    code: Code
    tone: str
    text: str


def mode_of(agent: Agent, *, at: datetime) -> Mode:
    """In the time zone that is active."""
    if agent.live_id is None:
        return Mode("unpublished", "off", _("Not published"))
    if not agent.is_active:
        return Mode("off", "off", _("Off"))
    if agent.paused_until and agent.paused_until > at:
        until = date_format(localtime(agent.paused_until), "SHORT_DATETIME_FORMAT")
        return Mode("paused", "warn", _("Paused until %(until)s") % {"until": until})
    return Mode("live", "ok", _("Live"))
