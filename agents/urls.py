from django.urls import path

from agents.views import agents, provider

urlpatterns = [
    path("ai-agents", agents.agent_list, name="agents"),
    path("ai-agents/new", agents.agent_new, name="agent-new"),
    path("ai-agents/<int:agent_id>/edit", agents.agent_basics, name="agent-basics"),
    path("ai-agents/<int:agent_id>/edit/pipelines", agents.agent_pipelines, name="agent-pipelines"),
    path("ai-agents/<int:agent_id>/edit/channels", agents.agent_channels, name="agent-channels"),
    path("ai-agents/<int:agent_id>/delete", agents.agent_delete, name="agent-delete"),
    path("integrations/model", provider.model_provider, name="model-provider"),
    path("integrations/model/remove", provider.model_provider_remove, name="model-provider-remove"),
]
