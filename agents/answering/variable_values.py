"""What the variables of a text stand for in a situation."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from agents.answering.types import Situation
from agents.cards import fields_known
from agents.variables import filled
from crm_kommo import selectors as crm


def told_to_model(text: str, situation: Situation) -> str:
    """A text for the model: of the cards it holds what the agent may see."""
    return _filled(text, situation, only_to_tell=False)


def told_to_customer(text: str, situation: Situation) -> str:
    """A text for the customer: of the cards it holds what the agent may tell."""
    return _filled(text, situation, only_to_tell=True)


def _filled(text: str, situation: Situation, *, only_to_tell: bool) -> str:
    if "{" not in text and "}" not in text:
        return text
    return filled(text, dict(_values(situation, only_to_tell=only_to_tell)))


def _values(situation: Situation, *, only_to_tell: bool) -> Iterator[tuple[str, str]]:
    settings = situation.settings
    yield "agent", settings.name
    yield "channel", crm.channel_names().get(situation.channel, situation.channel)
    yield "now", f"{situation.now.astimezone(ZoneInfo(settings.hours.zone)):%Y-%m-%d %H:%M}"
    yield "stage", situation.stage_name
    for field in fields_known(settings, situation.cards):
        if field.may_tell or not only_to_tell:
            yield field.key, field.text
