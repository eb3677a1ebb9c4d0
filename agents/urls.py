from django.urls import path

from agents.views import agents, general, knowledge, prompt, provider, scripts, tabs

urlpatterns = [
    path("ai-agents", agents.agent_list, name="agents"),
    path("ai-agents/new", agents.agent_new, name="agent-new"),
    path("ai-agents/<int:agent_id>/edit", general.agent_basics, name="agent-basics"),
    path("ai-agents/<int:agent_id>/edit/pipelines", tabs.agent_pipelines, name="agent-pipelines"),
    path("ai-agents/<int:agent_id>/edit/channels", tabs.agent_channels, name="agent-channels"),
    path("ai-agents/<int:agent_id>/edit/knowledge", knowledge.agent_knowledge, name="agent-knowledge"),
    path("ai-agents/<int:agent_id>/edit/prompt", prompt.agent_prompt, name="agent-prompt"),
    path("ai-agents/<int:agent_id>/scripts", scripts.agent_scripts, name="agent-scripts"),
    path("ai-agents/<int:agent_id>/scripts/new", scripts.agent_script_new, name="agent-script-new"),
    path("ai-agents/<int:agent_id>/scripts/<int:script_id>", scripts.agent_script, name="agent-script"),
    path(
        "ai-agents/<int:agent_id>/scripts/<int:script_id>/switch",
        scripts.agent_script_switch,
        name="agent-script-switch",
    ),
    path(
        "ai-agents/<int:agent_id>/scripts/<int:script_id>/delete",
        scripts.agent_script_delete,
        name="agent-script-delete",
    ),
    path("ai-agents/<int:agent_id>/delete", agents.agent_delete, name="agent-delete"),
    path("integrations/model", provider.model_provider, name="model-provider"),
    path("integrations/model/remove", provider.model_provider_remove, name="model-provider-remove"),
]
