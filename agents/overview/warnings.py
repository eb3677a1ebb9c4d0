"""What stands in an agent's way, each with the page on which it is mended."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agents.as_in_kommo import KommoNames, WorkPlace, places_of
from agents.changes import labels_of
from agents.coverage import Worker, clashes
from agents.models import Agent
from agents.selectors import works_with_kommo
from agents.settings import AgentSettings
from agents.settings.needs_model import model_needed_for

NAMED_MOST = 3


@dataclass(frozen=True)
class AgentWarning:
    """`page` is the name of an address that takes the agent's id; `model-provider` takes none."""

    text: str
    page: str


def warnings_of(
    agent: Agent, settings: AgentSettings, *, names: KommoNames, workers: Sequence[Worker], has_model: bool
) -> list[AgentWarning]:
    """Of what is live, or of the draft while nothing is. No query: everything was read before."""
    places = places_of(settings, names)
    found = [
        *_no_place(agent, settings, places),
        *_gone(places),
        *_contested(Worker(agent.pk, settings.name, agent.priority, settings), workers),
    ]
    return found if has_model else [*found, *_without_model(settings)]


def _no_place(agent: Agent, settings: AgentSettings, places: list[WorkPlace]) -> list[AgentWarning]:
    found = []
    if not works_with_kommo(agent):
        found.append(
            AgentWarning(_("Kommo is not installed or is switched off: silent in every chat."), "agent-integrations")
        )
    if not any(place.all_stages or place.stages for place in places):
        found.append(AgentWarning(_("No stage is on: silent everywhere."), "agent-pipelines"))
    if not settings.channels.all and not settings.channels.chosen:
        found.append(AgentWarning(_("No channel is on: silent everywhere."), "agent-channels"))
    return found


def _gone(places: list[WorkPlace]) -> list[AgentWarning]:
    count = sum(named.is_missing for place in places for named in (place.pipeline, *place.stages))
    if not count:
        return []
    text = ngettext(
        "%(count)d pipeline or stage it works in is gone from Kommo.",
        "%(count)d pipelines or stages it works in are gone from Kommo.",
        count,
    )
    return [AgentWarning(text % {"count": count}, "agent-pipelines")]


def _contested(worker: Worker, workers: Sequence[Worker]) -> list[AgentWarning]:
    rivals = [clash.other.name for clash in clashes(worker, workers)]
    if not rivals:
        return []
    text = _("Works in the same stages and channels as %(agents)s, with the same priority.")
    return [AgentWarning(text % {"agents": ", ".join(rivals)}, "agent-running")]


def _without_model(settings: AgentSettings) -> list[AgentWarning]:
    labels = labels_of(model_needed_for(settings), settings)
    if not labels:
        return []
    named = ", ".join(labels[:NAMED_MOST]) + ("…" if len(labels) > NAMED_MOST else "")
    return [
        AgentWarning(_("Without an AI model this has no effect: %(settings)s.") % {"settings": named}, "model-provider")
    ]
