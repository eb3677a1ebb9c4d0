"""What goes with an agent that is deleted, in numbers."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agents.as_in_kommo import KommoNames, places_of
from agents.models import Agent
from agents.selectors import settings_of, versions_published
from chat.selectors import AgentCounts, agent_counts

LATELY = timedelta(days=7)


def consequences_of_deleting(agent: Agent) -> list[str]:
    """Sentences for the dialog, those with a number in front."""
    return [*_stages(agent), *_conversations(agent), *_versions(agent)]


def _stages(agent: Agent) -> list[str]:
    if not (agent.is_active and agent.live):
        return []
    places = places_of(settings_of(agent.live), KommoNames())
    if any(place.all_stages for place in places):
        names = ", ".join(place.pipeline.name for place in places if place.all_stages)
        return [_("It stops answering in all stages of %(pipelines)s.") % {"pipelines": names}]
    count = sum(len(place.stages) for place in places)
    text = ngettext("It stops answering in %(count)d stage.", "It stops answering in %(count)d stages.", count)
    return [text % {"count": count}] if count else []


def _conversations(agent: Agent) -> list[str]:
    count = agent_counts(since=timezone.now() - LATELY, reasons=()).get(agent.pk, AgentCounts()).conversations
    text = ngettext(
        "It answered in %(count)d conversation of the last 7 days, where nobody answers now.",
        "It answered in %(count)d conversations of the last 7 days, where nobody answers now.",
        count,
    )
    return [text % {"count": count}] if count else []


def _versions(agent: Agent) -> list[str]:
    count = versions_published(agent).count()
    text = ngettext(
        "%(count)d published version and the draft are lost.",
        "%(count)d published versions and the draft are lost.",
        count,
    )
    return [text % {"count": count}] if count else [_("The draft is lost.")]
