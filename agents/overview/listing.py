"""The agents as their list shows them; the same queries however many there are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from agents.as_in_kommo import KommoNames, WorkPlace, places_of
from agents.drafts import changed_count
from agents.models import Agent, AgentIntegration
from agents.modes import Mode, mode_of
from agents.overview.warnings import AgentWarning, warnings_of
from agents.selectors import drafts_of, integrations_of, model_provider, settings_of_all, workers
from agents.settings import AgentSettings
from agents.verdicts import Reason
from chat.selectors import AgentCounts, agent_counts

LATELY = timedelta(days=7)
# What an agent could not settle by itself.
UNSETTLED = (Reason.ANSWERED_UNKNOWN,)


@dataclass(frozen=True)
class AgentCard:
    """`settings`: what is live, or the draft while nothing is. `changed`: settings that wait to be published."""

    agent: Agent
    settings: AgentSettings
    mode: Mode
    places: list[WorkPlace]
    channels: list[str]
    week: AgentCounts
    changed: int
    warnings: list[AgentWarning]
    kommo: AgentIntegration | None


def agent_cards(agents: Iterable[Agent], *, now: datetime) -> list[AgentCard]:
    shown = list(agents)
    drafts = drafts_of(shown)
    held = settings_of_all([*drafts.values(), *(agent.live for agent in shown if agent.live)])
    names, others, provider = KommoNames(), workers(), model_provider()
    counts = agent_counts(since=now - LATELY, reasons=UNSETTLED)
    found = []
    for agent in shown:
        draft = held[drafts[agent.pk].pk]
        settings = held[agent.live_id] if agent.live_id else draft
        installed = integrations_of(agent)
        model = installed.get(AgentIntegration.Kind.MODEL)
        has_model = bool(provider and provider.is_active and model and model.is_active)
        found.append(
            AgentCard(
                agent=agent,
                settings=settings,
                mode=mode_of(agent, at=now),
                places=places_of(settings, names),
                channels=[names.channel(channel) for channel in settings.channels.chosen],
                week=counts.get(agent.pk, AgentCounts()),
                changed=changed_count(draft, settings) if agent.live_id else 0,
                warnings=warnings_of(agent, settings, names=names, workers=others, has_model=has_model),
                kommo=installed.get(AgentIntegration.Kind.KOMMO),
            )
        )
    return found
