"""What the variables of a company's texts stand for in a conversation."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from agents.cards import NO_CARDS, Cards, fields_known
from agents.prompts.fencing import as_words
from agents.settings import AgentSettings
from agents.settings.conduct import Handoff
from agents.variables import HANDOFF_PARTS, filled
from crm_kommo import selectors as crm


@dataclass(frozen=True, kw_only=True)
class Known:
    """What variables can be filled from; a Situation is one. `cards` are the lead and its contact."""

    settings: AgentSettings
    now: datetime
    channel: str = ""
    stage_name: str = ""
    cards: Cards = NO_CARDS


def told_to_model(text: str, known: Known) -> str:
    """A text for the model: of the cards it holds what the agent may see, each value fenced."""
    return _filled(text, known, only_to_tell=False, fence=as_words)


def text_to_customer(text: str, known: Known) -> str:
    """A text that is said as it stands: of the cards it holds what the agent may tell."""
    return _filled(text, known, only_to_tell=True)


def settings_worded(known: Known) -> AgentSettings:
    """The settings with the texts that are said as they stand, each as `text_to_customer` gives it."""
    hours, handoff = known.settings.hours, known.settings.handoff
    update = {
        "hours": hours.model_copy(update={"text": text_to_customer(hours.text, known)}),
        "handoff": _worded(handoff, known),
    }
    return known.settings.model_copy(update=update)


def _worded(handoff: Handoff, known: Known) -> Handoff:
    parts = {name: getattr(handoff, name) for name in HANDOFF_PARTS}
    return handoff.model_copy(
        update={
            # The task is read by a colleague, who sees the whole card.
            name: part.model_copy(update={"text": _filled(part.text, known, only_to_tell=name != "task")})
            for name, part in parts.items()
        }
    )


def _filled(text: str, known: Known, *, only_to_tell: bool, fence: Callable[[str], str] = str) -> str:
    if "{" not in text and "}" not in text:
        return text
    return filled(text, {name: fence(value) for name, value in _values(known, only_to_tell=only_to_tell)})


def _values(known: Known, *, only_to_tell: bool) -> Iterator[tuple[str, str]]:
    settings = known.settings
    yield "agent", settings.name
    yield "channel", crm.channel_names().get(known.channel, known.channel)
    yield "now", f"{known.now.astimezone(ZoneInfo(settings.hours.zone)):%Y-%m-%d %H:%M}"
    yield "stage", known.stage_name
    for field in fields_known(settings, known.cards):
        if field.may_tell or not only_to_tell:
            yield field.key, field.text
