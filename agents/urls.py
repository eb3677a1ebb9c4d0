from django.urls import path

from agents.views import agents, channels, general, pipelines, provider

STAGE = "ai-agents/<int:agent_id>/edit/pipelines/<int:pipeline_id>/<int:stage_id>"

urlpatterns = [
    path("ai-agents", agents.agent_list, name="agents"),
    path("ai-agents/new", agents.agent_new, name="agent-new"),
    path("ai-agents/<int:agent_id>/edit", general.agent_basics, name="agent-basics"),
    path("ai-agents/<int:agent_id>/edit/pipelines", pipelines.agent_pipelines, name="agent-pipelines"),
    path(STAGE, pipelines.agent_stage, name="agent-stage"),
    path(f"{STAGE}/copy", pipelines.agent_stage_copy, name="agent-stage-copy"),
    path("ai-agents/<int:agent_id>/edit/pipelines/<int:pipeline_id>", pipelines.agent_strip, name="agent-strip"),
    path("ai-agents/<int:agent_id>/edit/channels", channels.agent_channels, name="agent-channels"),
    path("ai-agents/<int:agent_id>/delete", agents.agent_delete, name="agent-delete"),
    path("integrations/model", provider.model_provider, name="model-provider"),
    path("integrations/model/remove", provider.model_provider_remove, name="model-provider-remove"),
]
