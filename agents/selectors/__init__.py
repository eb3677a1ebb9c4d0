from agents.selectors.agents import agents, agents_answering, integration_works, integrations_of, shortest_wait
from agents.selectors.field_writes import field_writes, field_writes_last
from agents.selectors.model_calls import Spent, cost_by_agent, is_failing, spent_in, spent_on_turn
from agents.selectors.providers import builtin_answers, model_provider, model_provider_of
from agents.selectors.scopes import scope_of, scopes_active, workers, works_with_kommo
from agents.selectors.script_places import script_counts, script_place_of
from agents.selectors.versions import (
    draft_of,
    drafts_of,
    settings_live,
    settings_of,
    settings_of_all,
    stages_in_use,
    version_asked,
    versions_current,
    versions_published,
)

__all__ = [
    "Spent",
    "agents",
    "agents_answering",
    "builtin_answers",
    "cost_by_agent",
    "draft_of",
    "drafts_of",
    "field_writes",
    "field_writes_last",
    "integration_works",
    "integrations_of",
    "is_failing",
    "model_provider",
    "model_provider_of",
    "scope_of",
    "scopes_active",
    "script_counts",
    "script_place_of",
    "settings_live",
    "settings_of",
    "settings_of_all",
    "shortest_wait",
    "spent_in",
    "spent_on_turn",
    "stages_in_use",
    "version_asked",
    "versions_current",
    "versions_published",
    "workers",
    "works_with_kommo",
]
