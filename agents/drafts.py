"""How an agent's draft stands to what is live."""

from dataclasses import dataclass
from functools import cached_property

from agents.models import Agent, AgentVersion
from agents.selectors import draft_of, settings_of_all
from agents.services.priority import priority_clash
from agents.settings import AgentSettings
from agents.settings.differences import differences


@dataclass(frozen=True)
class DraftState:
    """`changed`: how many settings differ; all that were set, where nothing is live yet."""

    agent: Agent
    draft: AgentVersion
    settings: AgentSettings
    live: AgentSettings | None
    changed: int

    @property
    def is_open(self) -> bool:
        """Whether there is something to publish."""
        return self.live is None or bool(self.changed)

    @cached_property
    def clash(self) -> str:
        """Why the draft could not be on, in words: another agent of the same priority is in the same place. Or ""."""
        clash = priority_clash(agent=self.agent, settings=self.settings)
        return str(clash.message) if clash else ""


def draft_state(agent: Agent) -> DraftState:
    """Four queries at most."""
    draft = draft_of(agent)
    held = settings_of_all([draft, *([agent.live] if agent.live else [])])
    settings, live = held[draft.pk], held.get(agent.live_id)
    return DraftState(agent, draft, settings, live, changed_count(settings, live))


def changed_count(draft: AgentSettings, live: AgentSettings | None) -> int:
    return len(differences(live or AgentSettings(name=draft.name), draft))
