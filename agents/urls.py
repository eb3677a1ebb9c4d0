from django.urls import path

from agents.views import agents, coverage, general, knowledge, prompt, provider, running, tabs, versions

urlpatterns = [
    path("ai-agents", agents.agent_list, name="agents"),
    path("ai-agents/new", agents.agent_new, name="agent-new"),
    path("ai-agents/coverage", coverage.agent_coverage, name="agent-coverage"),
    path("ai-agents/<int:agent_id>/edit", general.agent_basics, name="agent-basics"),
    path("ai-agents/<int:agent_id>/edit/pipelines", tabs.agent_pipelines, name="agent-pipelines"),
    path("ai-agents/<int:agent_id>/edit/channels", tabs.agent_channels, name="agent-channels"),
    path("ai-agents/<int:agent_id>/edit/knowledge", knowledge.agent_knowledge, name="agent-knowledge"),
    path("ai-agents/<int:agent_id>/edit/prompt", prompt.agent_prompt, name="agent-prompt"),
    path("ai-agents/<int:agent_id>/edit/running", running.agent_running, name="agent-running"),
    path("ai-agents/<int:agent_id>/edit/draft-bar", versions.agent_draft_bar, name="agent-draft-bar"),
    path("ai-agents/<int:agent_id>/edit/review", versions.agent_review, name="agent-review"),
    path("ai-agents/<int:agent_id>/edit/history", versions.agent_history, name="agent-history"),
    path("ai-agents/<int:agent_id>/edit/history/<int:number>", versions.agent_version, name="agent-version"),
    path(
        "ai-agents/<int:agent_id>/edit/history/<int:number>/restore",
        versions.agent_version_restore,
        name="agent-version-restore",
    ),
    path("ai-agents/<int:agent_id>/publish", versions.agent_publish, name="agent-publish"),
    path("ai-agents/<int:agent_id>/switch", running.agent_switch, name="agent-switch"),
    path("ai-agents/<int:agent_id>/pause", running.agent_pause, name="agent-pause"),
    path("ai-agents/<int:agent_id>/resume", running.agent_resume, name="agent-resume"),
    path("ai-agents/<int:agent_id>/priority", running.agent_priority, name="agent-priority"),
    path("ai-agents/<int:agent_id>/duplicate", running.agent_duplicate, name="agent-duplicate"),
    path("ai-agents/<int:agent_id>/delete", running.agent_delete, name="agent-delete"),
    path("integrations/model", provider.model_provider, name="model-provider"),
    path("integrations/model/remove", provider.model_provider_remove, name="model-provider-remove"),
]
